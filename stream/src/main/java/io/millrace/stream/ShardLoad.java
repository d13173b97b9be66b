package io.millrace.stream;

import java.util.Arrays;

/// What is offered to one shard, refused or not, and where in its range of hash keys: the range is
/// cut into 64 cells, and what falls into each is weighed. Safe for many threads.
///
/// The weights fade by a quarter with each reading, so they show the last few seconds.
final class ShardLoad {
    private static final int CELLS = 64;

    /// What a record weighs beside its bytes: AWS counts 1,000 records like 1 MiB.
    private static final int RECORD_WEIGHT = 1049;

    private final HashKey start;
    private final HashKey end;
    private final long cellWidth;
    private final long[] weights = new long[CELLS];
    private long records;
    private long bytes;

    ShardLoad(ShardRow shard) {
        start = shard.start();
        end = shard.end();
        cellWidth = ((end.high() - start.high()) >>> 6) + 1;
    }

    /// What was offered since the last reading.
    record Reading(long records, long bytes) {}

    /// Takes note of a record.
    ///
    /// @param high upper half of its hash key
    /// @param size bytes of data and partition key
    synchronized void offer(long high, int size) {
        records++;
        bytes += size;
        long cell = Long.divideUnsigned(high - start.high(), cellWidth);
        weights[(int) Math.min(cell, CELLS - 1)] += size + RECORD_WEIGHT;
    }

    synchronized Reading read() {
        Reading reading = new Reading(records, bytes);
        records = 0;
        bytes = 0;
        for (int i = 0; i < CELLS; i++) {
            weights[i] -= (weights[i] + 3) >> 2;
        }
        return reading;
    }

    /// The hash key that divides the load in two most evenly; the middle of the range if nothing
    /// was offered. The upper child of a split there begins with it, and both children take more
    /// than one key.
    synchronized HashKey median() {
        long total = Arrays.stream(weights).sum();
        long below = 0;
        int best = CELLS / 2;
        long bestDistance = Long.MAX_VALUE;
        for (int cell = 1; cell < CELLS && total > 0; cell++) {
            below += weights[cell - 1];
            long distance = Math.abs(total - 2 * below);
            if (distance < bestDistance && divides(at(cell))) {
                best = cell;
                bestDistance = distance;
            }
        }
        return divides(at(best)) ? at(best) : start.middle(end);
    }

    private HashKey at(int cell) {
        return new HashKey(start.high() + cell * cellWidth, 0);
    }

    private boolean divides(HashKey key) {
        return start.next().isBefore(key) && key.isBefore(end);
    }
}
