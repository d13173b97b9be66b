package io.millrace.cli.bench;

import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/// Counts what happens while it is on. Thread-safe.
final class Meter {
    private static final int DIGITS = 3;

    private final LongAdder records = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private final LongAdder throttled = new LongAdder();
    private final Recorder latencies = new Recorder(DIGITS);
    private volatile boolean on;

    void turn(boolean isOn) {
        this.on = isOn;
    }

    boolean isOn() {
        return on;
    }

    /// A request that did its work on `recordCount` records.
    void count(int recordCount, long byteCount, long elapsedNanos) {
        if (on) {
            records.add(recordCount);
            bytes.add(byteCount);
            latencies.recordValue(elapsedNanos);
        }
    }

    /// Errors are counted always: one in the warm-up is one too many as well.
    void countErrors(int count) {
        errors.add(count);
    }

    /// Records, or reads, that were refused for a limit on their rate, which is no error.
    void countThrottled(int count) {
        throttled.add(count);
    }

    long records() {
        return records.sum();
    }

    long bytes() {
        return bytes.sum();
    }

    long errors() {
        return errors.sum();
    }

    long throttled() {
        return throttled.sum();
    }

    /// Nanoseconds of each request; to be asked once, at the end.
    Histogram latencies() {
        return latencies.getIntervalHistogram();
    }
}
