package io.millrace.cli.put;

import java.util.concurrent.atomic.LongAdder;

/// What `put` has done so far. Thread-safe.
public final class PutTotals {
    private final LongAdder records = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder refusals = new LongAdder();
    private final LongAdder tooLong = new LongAdder();

    void countStored(int dataBytes) {
        records.increment();
        bytes.add(dataBytes);
    }

    void countRefused(int count) {
        refusals.add(count);
    }

    void countTooLong() {
        tooLong.increment();
    }

    /// Records the service has acknowledged.
    public long records() {
        return records.sum();
    }

    /// Their data, keys not counted.
    public long bytes() {
        return bytes.sum();
    }

    /// How often a record was sent in vain and had to be sent again.
    public long refusals() {
        return refusals.sum();
    }

    /// Lines left out because they are longer than a record may be.
    public long tooLong() {
        return tooLong.sum();
    }
}
