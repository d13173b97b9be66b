package io.millrace.log.local;

import io.millrace.log.ShardRef;
import io.millrace.log.local.checkpoint.Checkpoint;

/// Adds up what an inspection finds of one shard.
final class ShardSum {
    private long entries;
    private long firstPosition;
    private long nextPosition = 1;
    private long firstTimeMillis;
    private long lastTimeMillis;
    private boolean sealed;

    void mark(Checkpoint.ShardMark mark) {
        nextPosition = mark.nextPosition();
        lastTimeMillis = mark.lastTimeMillis();
        sealed = mark.sealed();
    }

    void add(long count, long first, long end) {
        entries += count;
        firstPosition = firstPosition == 0 ? first : Math.min(firstPosition, first);
        nextPosition = Math.max(nextPosition, end);
    }

    void times(long first, long last) {
        firstTimeMillis = firstTimeMillis == 0 ? first : Math.min(firstTimeMillis, first);
        lastTimeMillis = Math.max(lastTimeMillis, last);
    }

    void seal() {
        sealed = true;
    }

    Inspection.ShardPart part(ShardRef ref) {
        return new Inspection.ShardPart(
                ref.stream(),
                ref.shard(),
                entries,
                firstPosition,
                nextPosition,
                firstTimeMillis,
                lastTimeMillis,
                sealed);
    }
}
