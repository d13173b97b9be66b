package io.millrace.conformance.kcl.worker;

import io.millrace.conformance.kcl.worker.EventLog.Batch;
import io.millrace.conformance.kcl.worker.EventLog.Event;
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

/// Writes down every record of one shard, then checkpoints. KCL 2 and 3.
final class RecordingProcessor implements ShardRecordProcessor {
    private static final int END_ATTEMPTS = 120;
    private static final long BETWEEN_ATTEMPTS_MILLIS = 500;

    private final EventLog log;
    private String shard = "?";

    RecordingProcessor(EventLog log) {
        this.log = log;
    }

    /// Saves how far it came, in one of the two ways a checkpointer has.
    private interface Checkpoint {
        void save()
                throws InvalidStateException,
                        KinesisClientLibDependencyException,
                        ShutdownException,
                        ThrottlingException;
    }

    @Override
    public void initialize(InitializationInput input) {
        shard = input.shardId();
        String from = input.extendedSequenceNumber().sequenceNumber();
        log.write(log.of(shard).add(Event.BEGIN, from));
    }

    @Override
    public void processRecords(ProcessRecordsInput input) {
        Batch batch = log.of(shard);
        for (KinesisClientRecord record : input.records()) {
            batch.addRecord(record.partitionKey(), record.subSequenceNumber(), record.data());
        }
        log.write(batch);
        if (!input.records().isEmpty()) {
            checkpoint(input.checkpointer());
        }
    }

    @Override
    public void leaseLost(LeaseLostInput input) {
        log.write(log.of(shard).add(Event.LOST));
    }

    @Override
    public void shardEnded(ShardEndedInput input) {
        for (int i = 0; i < END_ATTEMPTS; i++) {
            if (saved(() -> input.checkpointer().checkpoint())) {
                log.write(log.of(shard).add(Event.END));
                return;
            }
            pause();
        }
    }

    @Override
    public void shutdownRequested(ShutdownRequestedInput input) {
        checkpoint(input.checkpointer());
    }

    private void checkpoint(RecordProcessorCheckpointer checkpointer) {
        if (saved(checkpointer::checkpoint)) {
            log.write(log.of(shard).add(Event.CHECKPOINT));
        }
    }

    /// False while the server is away, or when the lease is: then others go on from the checkpoint
    /// before.
    private static boolean saved(Checkpoint checkpoint) {
        try {
            checkpoint.save();
            return true;
        } catch (ThrottlingException
                | KinesisClientLibDependencyException
                | InvalidStateException
                | ShutdownException e) {
            System.out.println("not checkpointed: " + e);
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_ATTEMPTS_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
