package io.millrace.cli.tail;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import software.amazon.awssdk.services.kinesis.model.Record;

/// Writes a record's bytes as they are, and a line feed: what `put` took apart comes out as it was.
final class LinePrinter implements RecordPrinter {
    private static final int BUFFER_BYTES = 1 << 20;

    private final OutputStream output;
    private final ReentrantLock lock = new ReentrantLock();

    LinePrinter(OutputStream output) {
        this.output = new BufferedOutputStream(output, BUFFER_BYTES);
    }

    @Override
    public void print(String shard, List<Record> page) throws IOException {
        lock.lock();
        try {
            for (Record record : page) {
                output.write(record.data().asByteArrayUnsafe());
                output.write('\n');
            }
            output.flush();
        } finally {
            lock.unlock();
        }
    }
}
