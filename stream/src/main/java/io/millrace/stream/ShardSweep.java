package io.millrace.stream;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Plans UpdateShardCount as AWS does: one sweep over the open shards in the order of hash keys,
/// with real splits and merges. A shard that straddles the end of a target range is split there,
/// and pieces are merged until the range is filled.
///
/// An end of an open shard that misses the end of a target range by mere rounding counts as that
/// end: floor(2^128 / 6) * 2 is one less than floor(2^128 / 3), and nobody wants a shard of a
/// single hash key.
final class ShardSweep {
    private record Piece(int shard, HashKey start, HashKey end) {}

    private final Deque<Piece> pieces = new ArrayDeque<>();
    private final List<ReshardStep> steps = new ArrayList<>();
    private int nextShard;

    private ShardSweep(List<ShardRow> open, int nextShard) {
        open.forEach(row -> pieces.add(new Piece(row.number(), row.start(), row.end())));
        this.nextShard = nextShard;
    }

    /// Plans the way from the open shards to as many as wanted.
    ///
    /// @param open open shards in the order of hash keys
    /// @param nextShard number of the first new shard
    /// @param target open shards wanted
    /// @return steps in order; shards are numbered in that order
    static List<ReshardStep> plan(List<ShardRow> open, int nextShard, int target) {
        ShardSweep sweep = new ShardSweep(open, nextShard);
        for (int i = 0; i < target; i++) {
            sweep.fill(HashKey.endOf(i, target));
        }
        return sweep.steps;
    }

    private void fill(HashKey rangeEnd) {
        Piece filled = next(rangeEnd);
        while (isShort(filled, rangeEnd)) {
            filled = merge(filled, next(rangeEnd));
        }
    }

    private static boolean isShort(Piece piece, HashKey rangeEnd) {
        return piece.end().isBefore(rangeEnd) && !piece.end().isCloseTo(rangeEnd);
    }

    private Piece next(HashKey rangeEnd) {
        Piece piece = pieces.removeFirst();
        boolean straddles = rangeEnd.isBefore(piece.end()) && !rangeEnd.isCloseTo(piece.end());
        return straddles ? split(piece, rangeEnd.next()) : piece;
    }

    private Piece split(Piece piece, HashKey at) {
        steps.add(ReshardStep.split(piece.shard(), at, nextShard));
        Piece lower = new Piece(nextShard, piece.start(), at.previous());
        pieces.addFirst(new Piece(nextShard + 1, at, piece.end()));
        nextShard += 2;
        return lower;
    }

    private Piece merge(Piece lower, Piece higher) {
        steps.add(ReshardStep.merge(lower.shard(), higher.shard(), nextShard));
        return new Piece(nextShard++, lower.start(), higher.end());
    }
}
