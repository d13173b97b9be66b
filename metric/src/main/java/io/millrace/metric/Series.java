package io.millrace.metric;

import java.util.ArrayList;
import java.util.List;

/// The values of one metric in one unit. Safe for many threads: a lock is held for arithmetic only.
final class Series {
    /// Three minutes by the second: what a console draws while one looks on.
    static final int SECONDS_KEPT = 180;

    /// Six hours by the minute: a working day's trouble, seen in the evening.
    static final int MINUTES_KEPT = 360;

    static final long SECOND_MILLIS = 1_000;
    static final long MINUTE_MILLIS = 60_000;

    /// How far ahead of now a client may date a value, as in CloudWatch.
    static final long AHEAD_MILLIS = 2 * 60 * MINUTE_MILLIS;

    private static final StatisticSet NOTHING =
            new StatisticSet(0, 0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);

    private final long fixedBytes;
    private final Rollup seconds = new Rollup(SECOND_MILLIS, SECONDS_KEPT);
    private final Rollup minutes = new Rollup(MINUTE_MILLIS, MINUTES_KEPT);
    private StatisticSet total = NOTHING;
    private long lastMillis;
    private boolean retired;

    /// A series without values. It is shown when it has some.
    ///
    /// @param fixedBytes what it takes beside its points
    Series(long fixedBytes) {
        this.fixedBytes = fixedBytes;
    }

    /// Adds values measured together.
    ///
    /// @return bytes by which it grew; -1 if it is retired and takes no more
    synchronized long add(long nowMillis, StatisticSet set) {
        if (retired) {
            return -1;
        }
        long before = bytes();
        seconds.add(nowMillis, set);
        minutes.add(nowMillis, set);
        total = total.plus(set);
        // Threads that measure together come in any order; a clock that was set back is believed.
        boolean late = nowMillis < lastMillis && nowMillis > lastMillis - MINUTE_MILLIS;
        lastMillis = late ? lastMillis : nowMillis;
        return bytes() - before;
    }

    /// Adds values that a client has dated. What is older than is kept counts for the total only;
    /// what is ahead of now is kept by the minute only, or one such value would push out the
    /// seconds that are looked at.
    ///
    /// @param nowMillis when they came
    /// @param atMillis when they were measured, by the client's word
    /// @return bytes by which it grew; -1 if it is retired and takes no more
    synchronized long addDated(long nowMillis, long atMillis, StatisticSet set) {
        if (retired) {
            return -1;
        }
        long before = bytes();
        // A clock that was set back leaves points of a future that nobody can have dated.
        seconds.dropAfter(nowMillis + MINUTE_MILLIS);
        minutes.dropAfter(nowMillis + AHEAD_MILLIS);
        if (seconds.reaches(atMillis) && atMillis <= nowMillis + MINUTE_MILLIS) {
            seconds.add(atMillis, set);
        }
        if (minutes.reaches(atMillis)) {
            minutes.add(atMillis, set);
        }
        total = total.plus(set);
        lastMillis = nowMillis;
        return bytes() - before;
    }

    /// Ends it: whoever still holds it must ask the store for another.
    ///
    /// @return bytes it took
    synchronized long retire() {
        retired = true;
        return bytes();
    }

    synchronized long bytes() {
        return fixedBytes + seconds.bytes() + minutes.bytes();
    }

    synchronized long lastMillis() {
        return lastMillis;
    }

    synchronized SeriesView view(SeriesKey key) {
        return new SeriesView(key, total, lastMillis);
    }

    /// What was measured by period, oldest first; periods without a value have no point.
    synchronized List<Datapoint> read(Span span, Unit unit) {
        long periodMillis = span.periodSeconds() * SECOND_MILLIS;
        List<Datapoint> points = new ArrayList<>();
        Rollup source = periodMillis < MINUTE_MILLIS ? seconds : minutes;
        source.each((start, set) -> {
            if (start < span.fromMillis() || start >= span.toMillis()) {
                return;
            }
            long periods = (start - span.fromMillis()) / periodMillis;
            long begin = span.fromMillis() + periods * periodMillis;
            Datapoint last = points.isEmpty() ? null : points.getLast();
            if (last != null && last.startMillis() == begin) {
                points.set(
                        points.size() - 1, new Datapoint(begin, unit, last.statistics().plus(set)));
            } else {
                points.add(new Datapoint(begin, unit, set));
            }
        });
        return points;
    }
}
