package io.millrace.stream;

import io.millrace.log.Entry;
import io.millrace.log.ShardLogs;
import io.millrace.log.ShardRef;
import java.util.List;

/// How far a subscription has come in its shard, as a sequence number to go on from.
///
/// The number has the place of the last record consumed and a later second than it. In the order of
/// sequence numbers it lies behind that record and before any other, so starting at it and starting
/// after it are the same, and it may rise with the clock while nothing is read. Not safe for many
/// threads.
final class Progress {
    private final ShardRow shard;
    private long index;
    private long seconds;

    private Progress(ShardRow shard, long index, long seconds) {
        this.shard = shard;
        this.index = index;
        this.seconds = seconds;
    }

    /// Before the entry at a position, or the first one behind it.
    static Progress before(ShardLogs logs, ShardRef log, ShardRow shard, long position) {
        long former = position - 1;
        if (former < IteratorToken.HORIZON) {
            return new Progress(shard, 0, shard.creationSeconds());
        }
        // Epochs never fall: that of what stands here is not above that of what follows. If nothing
        // does, all that is before the position has expired, and epoch 0 is before everything.
        List<Entry> entries = logs.read(log, former, 1, 1).entries();
        Entry found = entries.isEmpty() ? null : entries.getFirst();
        int epoch = found == null ? 0 : found.epoch();
        long second =
                found != null && found.position() == former
                        ? found.timeMillis() / 1000 + 1
                        : shard.creationSeconds();
        return new Progress(shard, SequenceNumber.index(epoch, former), second);
    }

    /// Everything up to an entry was consumed.
    void past(Entry last) {
        index = SequenceNumber.index(last.epoch(), last.position());
        seconds = Math.max(seconds, last.timeMillis() / 1000 + 1);
    }

    /// The number to go on from.
    String number(long nowMillis) {
        seconds = Math.max(seconds, nowMillis / 1000);
        return SequenceNumber.format(shard.creationSeconds(), shard.number(), index, seconds);
    }
}
