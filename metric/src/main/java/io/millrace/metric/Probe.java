package io.millrace.metric;

import org.jspecify.annotations.Nullable;

/// A place where one metric is measured again and again: finds its series once. Safe for many
/// threads; costs some tens of nanoseconds a call.
public final class Probe {
    private final MetricStore store;
    private final SeriesKey key;
    private volatile @Nullable Series series;

    Probe(MetricStore store, SeriesKey key) {
        this.store = store;
        this.key = key;
    }

    /// Adds a value measured now.
    public void add(long nowMillis, double value) {
        add(nowMillis, StatisticSet.of(value));
    }

    /// Adds values measured now.
    public void add(long nowMillis, StatisticSet set) {
        Series known = series;
        if (known == null || !store.add(known, nowMillis, set)) {
            series = store.begin(key, nowMillis, set);
        }
    }
}
