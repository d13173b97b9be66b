package io.millrace.log;

/// The right to append to one shard, taken by {@link ShardLogs#claim} and lost to the next claim of
/// the same shard. Only the back end that made it understands it.
public interface Writer {
    /// The shard it appends to.
    ShardRef shard();
}
