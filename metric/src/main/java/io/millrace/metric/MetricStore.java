package io.millrace.metric;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// Holds the series that were measured lately, within its limits. Safe for many threads.
///
/// Where a limit is reached, the series that were not measured for the longest time go, whole, a
/// sixteenth of the limit at once so that looking for them is rare; {@link MetricStats} counts
/// them. Measuring one of them again begins it anew.
public final class MetricStore {
    private static final int PART = 16;

    private final MetricLimits limits;
    private final ConcurrentMap<SeriesKey, Series> series = new ConcurrentHashMap<>();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();

    /// A store without series.
    public MetricStore(MetricLimits limits) {
        this.limits = limits;
    }

    /// A place to measure a series from.
    public Probe probe(SeriesKey key) {
        return new Probe(this, key);
    }

    /// What was measured of a metric, by period, oldest first, unit after unit; empty if nothing.
    ///
    /// @param unit null for all
    public List<Datapoint> read(MetricKey metric, @Nullable Unit unit, Span span) {
        List<Datapoint> points = new ArrayList<>();
        for (Unit candidate : Unit.values()) {
            Series found =
                    unit == null || unit == candidate
                            ? series.get(new SeriesKey(metric, candidate))
                            : null;
            if (found != null) {
                points.addAll(found.read(span, candidate));
            }
        }
        return points;
    }

    /// Every series, in no order.
    public List<SeriesView> all() {
        List<SeriesView> views = new ArrayList<>(series.size());
        series.forEach((key, each) -> views.add(each.view(key)));
        return views;
    }

    /// How full it is.
    public MetricStats stats() {
        return new MetricStats(series.size(), bytes.get(), dropped.get());
    }

    /// Adds values that a client has measured and dated.
    ///
    /// @param nowMillis when they came
    /// @param atMillis when they were measured, two hours after `nowMillis` at most; what is older
    ///   than is kept shows nowhere
    public void put(SeriesKey key, long nowMillis, long atMillis, StatisticSet set) {
        begin(key, known -> known.addDated(nowMillis, atMillis, set));
    }

    /// Adds to a series.
    ///
    /// @return whether it was still there
    boolean add(Series known, long nowMillis, StatisticSet set) {
        return count(known.add(nowMillis, set));
    }

    /// Adds to the series of a key, which need not be there.
    Series begin(SeriesKey key, long nowMillis, StatisticSet set) {
        return begin(key, known -> known.add(nowMillis, set));
    }

    /// @param addition adds to a series and returns what {@link Series#add} does
    private Series begin(SeriesKey key, ToLongFunction<Series> addition) {
        while (true) {
            Series known = series.get(key);
            if (known != null && count(addition.applyAsLong(known))) {
                return known;
            }
            if (known == null) {
                Series fresh = new Series(key.bytes());
                var _ = addition.applyAsLong(fresh);
                // Taken before others can make it grow, who count what they add.
                long size = fresh.bytes();
                if (series.putIfAbsent(key, fresh) == null) {
                    boolean full =
                            bytes.addAndGet(size) > limits.maxBytes()
                                    || series.size() > limits.maxSeries();
                    if (full) {
                        makeRoom();
                    }
                    return fresh;
                }
            } else {
                // It was retired a moment ago, and whoever did that is about to take it out.
                series.remove(key, known);
            }
        }
    }

    /// Counts what a series grew by.
    ///
    /// @return whether it was still there
    private boolean count(long grown) {
        if (grown > 0 && bytes.addAndGet(grown) > limits.maxBytes()) {
            makeRoom();
        }
        return grown >= 0;
    }

    /// Drops the series that are longest out of use, as many as there are too many now: what others
    /// begin meanwhile is newer. Whoever comes with too many waits, or the limits would mean
    /// nothing.
    private synchronized void makeRoom() {
        if (series.size() <= limits.maxSeries() && bytes.get() <= limits.maxBytes()) {
            return;
        }
        List<Aged> aged = byAge();
        int tooMany = aged.size() - (limits.maxSeries() - limits.maxSeries() / PART);
        long tooLarge = bytes.get() - (limits.maxBytes() - limits.maxBytes() / PART);
        for (Aged oldest : aged) {
            if (tooMany <= 0 && tooLarge <= 0) {
                return;
            }
            tooLarge -= drop(oldest);
            tooMany--;
        }
    }

    /// A series and the instant it is judged by, which may change meanwhile.
    private record Aged(SeriesKey key, Series series, long lastMillis) {}

    private List<Aged> byAge() {
        List<Aged> aged = new ArrayList<>(series.size());
        for (Map.Entry<SeriesKey, Series> entry : series.entrySet()) {
            aged.add(new Aged(entry.getKey(), entry.getValue(), entry.getValue().lastMillis()));
        }
        aged.sort(Comparator.comparingLong(Aged::lastMillis));
        return aged;
    }

    /// @return bytes that became free
    private long drop(Aged victim) {
        long freed = victim.series().retire();
        bytes.addAndGet(-freed);
        series.remove(victim.key(), victim.series());
        dropped.incrementAndGet();
        return freed;
    }
}
