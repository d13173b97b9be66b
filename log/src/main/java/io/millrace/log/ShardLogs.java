package io.millrace.log;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// The shard logs of one back end. A log exists from its first claim on; one never claimed reads as
/// empty.
///
/// **Promises.** (1) An entry reported as stored is durable as the back end's documentation defines
/// it, and is readable from then on until it is trimmed. (2) Nothing is readable before it is
/// durable. (3) Positions and times never fall within a shard, in the order in which {@link
/// #append} was called. (4) After a seal is reported, no entry is ever added. (5) After a claim
/// returns, no append of a former writer is stored.
///
/// On one shard, calls are carried out in the order in which they were made, of whatever kind and
/// size they are. A call may be carried out before an earlier one that concerns other shards only,
/// or before an earlier command, as long as that has not been answered.
///
/// Safe for use by many threads. Futures complete on a thread of the back end: a callback must be
/// short and must not block. Every method may throw {@link CorruptLogException} where stored bytes
/// are damaged and {@link LogClosedException} after the end; futures fail with the same.
public interface ShardLogs {
    /// Takes the shard over and fences its former writer.
    CompletableFuture<Claim> claim(ShardRef shard);

    /// Appends batches; calls may be pipelined. Batches of one call are handed over together and in
    /// order, but each stands for itself: one may be stored and the next refused.
    ///
    /// @return one result per batch, in order; complete when the fate of all is known
    CompletableFuture<List<AppendResult>> append(List<Append> appends);

    /// Ends the shard's log behind everything appended before. Idempotent.
    CompletableFuture<Seal> seal(Writer writer);

    /// Reads on from a position. Blocks, on disk at worst; call it on a thread that may.
    ///
    /// Returns at least one entry if there is any at or after `fromPosition`, and stops before the
    /// entry that would exceed a limit. A position below the first readable one reads from there.
    ///
    /// @param maxEntries at least 1
    /// @param maxBytes limit for the sum of key and value lengths, at least 1
    Slice read(ShardRef shard, long fromPosition, int maxEntries, int maxBytes);

    /// Smallest position whose entry's time is `timeMillis` or later; {@link Bounds#nextPosition}
    /// if there is none yet. Blocks like {@link #read}.
    long firstAtOrAfter(ShardRef shard, long timeMillis);

    /// What is there now; {@link Bounds#EMPTY} for a log never claimed. Blocks like {@link #read}.
    Bounds bounds(ShardRef shard);

    /// Where it ends now, which is known without the disk; {@link Tip#EMPTY} for a log never
    /// claimed.
    Tip tip(ShardRef shard);

    /// Completes when an entry at or after `position` is readable, or the shard is sealed or
    /// dropped. Cancel it when it is no longer wanted.
    CompletableFuture<Void> await(ShardRef shard, long position);

    /// Allows the back end to drop entries of the stream that are older than an instant. Nothing
    /// younger is ever dropped; what is older stays readable until its file goes. Idempotent, not
    /// durable: repeat it.
    void trim(long stream, long beforeMillis);

    /// Drops one shard of a living stream, which must hold nothing that is still wanted.
    /// Idempotent.
    void drop(ShardRef shard);

    /// Drops all logs of a stream. Idempotent, not durable: after a restart the caller drops what
    /// {@link #streams} still names and it no longer knows.
    void drop(long stream);

    /// Numbers of the streams of which anything is kept.
    Set<Long> streams();
}
