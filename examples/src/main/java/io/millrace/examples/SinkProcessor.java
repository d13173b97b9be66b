package io.millrace.examples;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.kinesis.exceptions.InvalidStateException;
import software.amazon.kinesis.exceptions.KinesisClientLibDependencyException;
import software.amazon.kinesis.exceptions.ShutdownException;
import software.amazon.kinesis.exceptions.ThrottlingException;
import software.amazon.kinesis.lifecycle.events.InitializationInput;
import software.amazon.kinesis.lifecycle.events.LeaseLostInput;
import software.amazon.kinesis.lifecycle.events.ProcessRecordsInput;
import software.amazon.kinesis.lifecycle.events.ShardEndedInput;
import software.amazon.kinesis.lifecycle.events.ShutdownRequestedInput;
import software.amazon.kinesis.processor.RecordProcessorCheckpointer;
import software.amazon.kinesis.processor.ShardRecordProcessor;
import software.amazon.kinesis.retrieval.KinesisClientRecord;

/// Hands the records of one shard from KCL to a sink, and checkpoints what the sink has kept.
///
/// The checkpoint only spares work: it may lag, or not be saved at all, and the sink knows by
/// itself what it has. It never runs ahead, which would be records left out.
final class SinkProcessor implements ShardRecordProcessor {
    private static final System.Logger LOG = System.getLogger(SinkProcessor.class.getName());

    private final Function<String, Sink> sinks;
    private @Nullable Sink sink;

    /// @param sinks makes the sink of a shard, given its id
    SinkProcessor(Function<String, Sink> sinks) {
        this.sinks = sinks;
    }

    /// Saves how far it came, in one of the ways a checkpointer has.
    private interface Checkpoint {
        void save()
                throws InvalidStateException,
                        KinesisClientLibDependencyException,
                        ShutdownException,
                        ThrottlingException;
    }

    @Override
    public void initialize(InitializationInput input) {
        sink = orEnd(() -> sinks.apply(input.shardId()));
    }

    @Override
    public void processRecords(ProcessRecordsInput input) {
        checkpoint(input.checkpointer(), orEnd(() -> sink().take(input.records())));
    }

    /// Another worker has the shard now and goes on behind the checkpoint.
    @Override
    public void leaseLost(LeaseLostInput input) {
        sink = null;
    }

    /// Children of the shard start when this is saved, so it is tried until it is.
    @Override
    public void shardEnded(ShardEndedInput input) {
        orEnd(() -> sink().finish());
        while (!saved(() -> input.checkpointer().checkpoint())) {
            Patience.pause();
        }
    }

    @Override
    public void shutdownRequested(ShutdownRequestedInput input) {
        checkpoint(input.checkpointer(), orEnd(() -> sink().finish()));
    }

    private Sink sink() {
        if (sink == null) {
            throw new IllegalStateException("records before the shard's id, or behind its loss");
        }
        return sink;
    }

    /// KCL goes on with the next records when a processor throws, and the next checkpoint would
    /// pass over those that failed. The program ends instead; started again, it gets them again.
    private static <T> T orEnd(Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.ERROR, "cannot go on without leaving records out", e);
            Runtime.getRuntime().halt(1);
            throw e;
        }
    }

    private static void checkpoint(
            RecordProcessorCheckpointer checkpointer, Optional<KinesisClientRecord> kept) {
        kept.ifPresent(record ->
                saved(() ->
                        checkpointer.checkpoint(
                                record.sequenceNumber(), record.subSequenceNumber())));
    }

    /// False while it may be saved later. A lost lease counts as saved: it is another worker's now.
    private static boolean saved(Checkpoint checkpoint) {
        try {
            checkpoint.save();
            return true;
        } catch (ShutdownException _) {
            return true;
        } catch (ThrottlingException
                | KinesisClientLibDependencyException
                | InvalidStateException e) {
            LOG.log(System.Logger.Level.WARNING, "not checkpointed: " + e.getMessage());
            return false;
        }
    }
}
