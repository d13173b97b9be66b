package io.millrace.stream;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// The open shards of a stream by hash key. They tile the key space. Immutable.
final class OpenShards {
    private final ShardRow[] rows;
    private final List<ShardRow> inOrder;
    private final long[] startHigh;
    private final long[] startLow;

    OpenShards(List<ShardRow> open) {
        rows = open.toArray(ShardRow[]::new);
        Arrays.sort(rows, Comparator.comparing(ShardRow::start));
        inOrder = List.of(rows);
        startHigh = new long[rows.length];
        startLow = new long[rows.length];
        for (int i = 0; i < rows.length; i++) {
            startHigh[i] = rows[i].start().high();
            startLow[i] = rows[i].start().low();
        }
    }

    /// The shard that takes a hash key, given by its halves.
    ShardRow route(long high, long low) {
        int floor = 0;
        int ceiling = rows.length;
        while (ceiling - floor > 1) {
            int middle = (floor + ceiling) >>> 1;
            if (isAfter(middle, high, low)) {
                ceiling = middle;
            } else {
                floor = middle;
            }
        }
        return rows[floor];
    }

    private boolean isAfter(int i, long high, long low) {
        int byHigh = Long.compareUnsigned(startHigh[i], high);
        return byHigh != 0 ? byHigh > 0 : Long.compareUnsigned(startLow[i], low) > 0;
    }

    /// In the order of hash keys.
    List<ShardRow> inOrder() {
        return inOrder;
    }
}
