package io.millrace.stream;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The shards of a stream that are kept, by number. Immutable; the routing index is made when first
/// asked for.
final class ShardTable {
    private final List<ShardRow> rows;
    private final int openCount;
    private final long lastOpenMillis;
    private final long hashSum;
    private volatile @Nullable OpenShards open;

    private ShardTable(List<ShardRow> rows) {
        this.rows = rows;
        int count = 0;
        long last = 0;
        long sum = 0;
        for (ShardRow row : rows) {
            count += row.isOpen() ? 1 : 0;
            last = Math.max(last, row.openMillis());
            sum += RowCodec.hash(row);
        }
        this.openCount = count;
        this.lastOpenMillis = last;
        this.hashSum = sum;
    }

    private ShardTable(List<ShardRow> rows, int openCount, long lastOpenMillis, long hashSum) {
        this.rows = rows;
        this.openCount = openCount;
        this.lastOpenMillis = lastOpenMillis;
        this.hashSum = hashSum;
    }

    static ShardTable of(Collection<ShardRow> rows) {
        return new ShardTable(
                rows.stream().sorted(Comparator.comparingInt(ShardRow::number)).toList());
    }

    /// Shards of equal width of a new stream.
    static ShardTable uniform(int count, long createdMillis) {
        List<ShardRow> rows = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            rows.add(
                    ShardRow.open(
                            i,
                            HashKey.startOf(i, count),
                            HashKey.endOf(i, count),
                            ShardRow.NONE,
                            ShardRow.NONE,
                            createdMillis / 1000,
                            createdMillis));
        }
        return new ShardTable(List.copyOf(rows));
    }

    /// In the order of numbers.
    List<ShardRow> rows() {
        return rows;
    }

    int openCount() {
        return openCount;
    }

    /// When the newest shards opened. Who opens more opens them later, so this instant names the
    /// state of the table among all its later ones.
    long lastOpenMillis() {
        return lastOpenMillis;
    }

    /// Sum of the hashes of the rows.
    long hashSum() {
        return hashSum;
    }

    OpenShards open() {
        OpenShards index = open;
        if (index == null) {
            // Two threads may both make it: the same values, so either may stay.
            index = new OpenShards(rows.stream().filter(ShardRow::isOpen).toList());
            open = index;
        }
        return index;
    }

    @Nullable ShardRow find(int number) {
        int at = indexAfter(number - 1);
        return at < rows.size() && rows.get(at).number() == number ? rows.get(at) : null;
    }

    /// Index of the first row with a greater number.
    int indexAfter(int number) {
        int floor = -1;
        int ceiling = rows.size();
        while (ceiling - floor > 1) {
            int middle = (floor + ceiling) >>> 1;
            if (rows.get(middle).number() > number) {
                ceiling = middle;
            } else {
                floor = middle;
            }
        }
        return ceiling;
    }

    /// With rows added, or replaced where the number exists.
    ShardTable with(Collection<ShardRow> changes) {
        Map<Integer, ShardRow> all = new TreeMap<>();
        rows.forEach(row -> all.put(row.number(), row));
        int count = openCount;
        long last = lastOpenMillis;
        long sum = hashSum;
        for (ShardRow change : changes) {
            ShardRow former = all.put(change.number(), change);
            count += (change.isOpen() ? 1 : 0) - (former != null && former.isOpen() ? 1 : 0);
            last = Math.max(last, change.openMillis());
            sum += RowCodec.hash(change) - (former == null ? 0 : RowCodec.hash(former));
        }
        return new ShardTable(List.copyOf(all.values()), count, last, sum);
    }

    ShardTable without(Set<Integer> numbers) {
        return new ShardTable(
                rows.stream().filter(row -> !numbers.contains(row.number())).toList());
    }
}
