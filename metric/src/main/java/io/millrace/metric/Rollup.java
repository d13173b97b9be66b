package io.millrace.metric;

import java.util.Arrays;
import java.util.function.BiConsumer;

/// The values of one series by period: the newest periods in which something was measured, up to a
/// number. Starts small and grows with use. Not thread-safe.
///
/// Points stand one behind the other, oldest first, in one array:
///
/// ```
/// | period | samples | sum | minimum | maximum | period | ...
///   ^from                                                ^to
/// ```
final class Rollup {
    private static final int SAMPLES = 1;
    private static final int SUM = 2;
    private static final int MINIMUM = 3;
    private static final int MAXIMUM = 4;
    private static final int WIDTH = 5;
    private static final int FIRST_POINTS = 4;

    private final long periodMillis;
    private final int kept;
    private double[] cells = new double[FIRST_POINTS * WIDTH];
    private int from;
    private int to;

    /// @param kept how many periods back it reaches
    Rollup(long periodMillis, int kept) {
        this.periodMillis = periodMillis;
        this.kept = kept;
    }

    /// Adds values measured together.
    void add(long nowMillis, StatisticSet set) {
        long period = Math.floorDiv(nowMillis, periodMillis);
        int at = place(period);
        cells[at + SAMPLES] += set.samples();
        cells[at + SUM] += set.sum();
        cells[at + MINIMUM] = Math.min(cells[at + MINIMUM], set.minimum());
        cells[at + MAXIMUM] = Math.max(cells[at + MAXIMUM], set.maximum());
    }

    /// Whether a value of that time falls behind the newest point by no more than is kept.
    boolean reaches(long millis) {
        return from == to || Math.floorDiv(millis, periodMillis) > cells[to - WIDTH] - kept;
    }

    /// Drops points that begin after a time.
    void dropAfter(long millis) {
        while (from < to && cells[to - WIDTH] > Math.floorDiv(millis, periodMillis)) {
            to -= WIDTH;
        }
    }

    /// Memory of the points.
    long bytes() {
        return (long) cells.length * Double.BYTES;
    }

    /// Shows every point, oldest first, with the begin of its period.
    void each(BiConsumer<Long, StatisticSet> visitor) {
        for (int at = from; at < to; at += WIDTH) {
            visitor.accept(
                    ((long) cells[at]) * periodMillis,
                    new StatisticSet(
                            cells[at + SAMPLES],
                            cells[at + SUM],
                            cells[at + MINIMUM],
                            cells[at + MAXIMUM]));
        }
    }

    /// Where the point of a period stands, made if need be.
    private int place(long period) {
        if (from < to && period <= cells[to - WIDTH] - kept) {
            // The clock was set back by more than is kept: the old points are of a future.
            to = from;
        }
        int at = to;
        while (at > from && cells[at - WIDTH] > period) {
            at -= WIDTH;
        }
        if (at > from && cells[at - WIDTH] == period) {
            return at - WIDTH;
        }
        return insert(at - from, period);
    }

    private int insert(int offset, long period) {
        // Offsets from the oldest point stay right when the points move.
        int dropped = expire(period);
        if (to == cells.length) {
            makeRoom();
        }
        int at = from + Math.max(0, offset - dropped);
        System.arraycopy(cells, at, cells, at + WIDTH, to - at);
        to += WIDTH;
        cells[at] = period;
        cells[at + SAMPLES] = 0;
        cells[at + SUM] = 0;
        cells[at + MINIMUM] = Double.POSITIVE_INFINITY;
        cells[at + MAXIMUM] = Double.NEGATIVE_INFINITY;
        return at;
    }

    /// Drops points that a new period puts out of reach.
    ///
    /// @return cells dropped
    private int expire(long period) {
        int before = from;
        while (from < to && cells[from] <= period - kept) {
            from += WIDTH;
        }
        return from - before;
    }

    /// Moves the points to the front if that frees an eighth, else takes more room.
    private void makeRoom() {
        double[] old = cells;
        if (from < old.length / 8) {
            int most = (kept + kept / 8 + 1) * WIDTH;
            cells =
                    Arrays.copyOf(
                            old, Math.max(old.length + WIDTH, Math.min(most, old.length * 2)));
        }
        System.arraycopy(old, from, cells, 0, to - from);
        to -= from;
        from = 0;
    }
}
