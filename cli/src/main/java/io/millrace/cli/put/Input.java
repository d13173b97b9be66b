package io.millrace.cli.put;

import io.millrace.cli.terminal.StopSignal;
import java.io.IOException;
import java.util.concurrent.atomic.LongAdder;

/// Reads a source to its end and hands its lines on.
final class Input {
    private static final int BUFFER_BYTES = 256 << 10;
    private static final long POLL_NANOS = 100_000_000;

    private final ByteSource source;
    private final LineSplitter splitter;
    private final StopSignal stop;
    private final LongAdder bytes = new LongAdder();

    Input(ByteSource source, LineSplitter splitter, StopSignal stop) {
        this.source = source;
        this.splitter = splitter;
        this.stop = stop;
    }

    /// Returns at the end of the source, or when asked to stop; then a line in progress is dropped,
    /// for nobody knows how it ends.
    void readAll() throws IOException, InterruptedException {
        byte[] buffer = new byte[BUFFER_BYTES];
        int count = source.read(buffer);
        while (count != ByteSource.END && !stop.isAsked()) {
            if (count == ByteSource.NOTHING_YET) {
                boolean _ = stop.await(POLL_NANOS);
            } else if (count == ByteSource.BREAK) {
                splitter.finish();
            } else {
                bytes.add(count);
                splitter.feed(buffer, count);
            }
            count = source.read(buffer);
        }
        if (count == ByteSource.END && !stop.isAsked()) {
            splitter.finish();
        }
    }

    /// Bytes read so far. Thread-safe.
    long bytes() {
        return bytes.sum();
    }
}
