package io.millrace.conformance.kcl.worker;

import com.amazonaws.services.kinesis.clientlibrary.exceptions.InvalidStateException;
import com.amazonaws.services.kinesis.clientlibrary.exceptions.KinesisClientLibDependencyException;
import com.amazonaws.services.kinesis.clientlibrary.exceptions.ShutdownException;
import com.amazonaws.services.kinesis.clientlibrary.exceptions.ThrottlingException;
import com.amazonaws.services.kinesis.clientlibrary.interfaces.IRecordProcessorCheckpointer;
import com.amazonaws.services.kinesis.clientlibrary.interfaces.v2.IRecordProcessor;
import com.amazonaws.services.kinesis.clientlibrary.interfaces.v2.IShutdownNotificationAware;
import com.amazonaws.services.kinesis.clientlibrary.lib.worker.ShutdownReason;
import com.amazonaws.services.kinesis.clientlibrary.types.InitializationInput;
import com.amazonaws.services.kinesis.clientlibrary.types.ProcessRecordsInput;
import com.amazonaws.services.kinesis.clientlibrary.types.ShutdownInput;
import com.amazonaws.services.kinesis.clientlibrary.types.UserRecord;
import com.amazonaws.services.kinesis.model.Record;
import io.millrace.conformance.kcl.worker.EventLog.Batch;
import io.millrace.conformance.kcl.worker.EventLog.Event;

/// Writes down every record of one shard, then checkpoints. KCL 1.
final class KclOneProcessor implements IRecordProcessor, IShutdownNotificationAware {
    private final EventLog log;
    private String shard = "?";

    KclOneProcessor(EventLog log) {
        this.log = log;
    }

    @Override
    public void initialize(InitializationInput input) {
        shard = input.getShardId();
        String from = input.getExtendedSequenceNumber().getSequenceNumber();
        log.write(log.of(shard).add(Event.BEGIN, from));
    }

    @Override
    public void processRecords(ProcessRecordsInput input) {
        Batch batch = log.of(shard);
        for (Record record : input.getRecords()) {
            long part = record instanceof UserRecord user ? user.getSubSequenceNumber() : 0;
            batch.addRecord(record.getPartitionKey(), part, record.getData());
        }
        log.write(batch);
        if (!input.getRecords().isEmpty()) {
            checkpoint(input.getCheckpointer(), Event.CHECKPOINT);
        }
    }

    @Override
    public void shutdown(ShutdownInput input) {
        if (input.getShutdownReason() == ShutdownReason.TERMINATE) {
            checkpoint(input.getCheckpointer(), Event.END);
        } else {
            log.write(log.of(shard).add(Event.LOST));
        }
    }

    @Override
    public void shutdownRequested(IRecordProcessorCheckpointer checkpointer) {
        checkpoint(checkpointer, Event.CHECKPOINT);
    }

    /// @param event written when it succeeds
    private void checkpoint(IRecordProcessorCheckpointer checkpointer, Event event) {
        try {
            checkpointer.checkpoint();
            log.write(log.of(shard).add(event));
        } catch (ThrottlingException
                | KinesisClientLibDependencyException
                | InvalidStateException
                | ShutdownException e) {
            // Others go on from the checkpoint before, or this one with the next records.
            System.out.println("not checkpointed: " + e);
        }
    }
}
