package io.millrace.stream;

/// How busy one shard of a stream on demand has been: now, and at its busiest within a quarter of
/// an hour. Used by the scaler alone.
final class ShardWatch {
    static final int MINUTES = 15;

    private static final long MINUTE_MILLIS = 60_000;

    /// How much the newest second counts: a doubled load shows within two seconds.
    private static final double NEWEST = 0.6;

    private static final int TRUSTED_READINGS = 2;

    private final ShardLoad load;
    private final double[] peaks = new double[MINUTES];
    private final long firstMillis;
    private long lastMillis;
    private double now;
    private int readings;

    ShardWatch(ShardLoad load, long nowMillis) {
        this.load = load;
        this.firstMillis = nowMillis;
        this.lastMillis = nowMillis;
    }

    ShardLoad load() {
        return load;
    }

    /// Looks at what was offered since the last look.
    ///
    /// @param capacity multiple of AWS's limits that a shard may take
    void look(long nowMillis, double capacity) {
        long elapsed = nowMillis - lastMillis;
        if (elapsed <= 0) {
            lastMillis = nowMillis;
            return;
        }
        ShardLoad.Reading reading = load.read();
        double perSecond = 1000.0 / elapsed / capacity;
        double busy =
                Math.max(reading.records() / 1000.0, reading.bytes() / (double) (1 << 20))
                        * perSecond;
        now = readings == 0 ? busy : NEWEST * busy + (1 - NEWEST) * now;
        readings++;
        long from = lastMillis / MINUTE_MILLIS;
        long minute = nowMillis / MINUTE_MILLIS;
        for (long fresh = Math.max(from + 1, minute - MINUTES + 1); fresh <= minute; fresh++) {
            peaks[(int) (fresh % MINUTES)] = 0;
        }
        int slot = (int) (minute % MINUTES);
        peaks[slot] = Math.max(peaks[slot], now);
        lastMillis = nowMillis;
    }

    /// Load as a part of what a shard takes: 1 is all of it.
    double now() {
        return now;
    }

    /// Whether it was looked at often enough to be believed.
    boolean isTrusted() {
        return readings >= TRUSTED_READINGS;
    }

    /// Whether it has been watched for as long as it remembers.
    boolean isKnown(long nowMillis) {
        return nowMillis - firstMillis >= MINUTES * MINUTE_MILLIS;
    }

    double peak() {
        double peak = 0;
        for (double minute : peaks) {
            peak = Math.max(peak, minute);
        }
        return peak;
    }
}
