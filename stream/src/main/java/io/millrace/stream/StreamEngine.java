package io.millrace.stream;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// The operations on streams, for callers that have checked types, lengths and patterns of what
/// they pass.
///
/// Safe for use by many threads. Calls that do not return a future may block and belong on a
/// virtual thread. Refusals are {@link StreamException}s, thrown or in the future, with AWS's text;
/// a fault of the server is one with {@link StreamError#INTERNAL_FAILURE}.
///
/// Futures complete on a thread of the log: what depends on them must be short, or move elsewhere
/// with an executor.
public final class StreamEngine {
    /// CreateStream. Without a state delay the stream is ACTIVE on return.
    public void createStream(NewStream request) {
        var _ = pending(List.<Object>of());
    }

    /// DeleteStream. Without a state delay the stream is gone on return.
    public void deleteStream(StreamKey stream) {
        var _ = pending(List.<Object>of());
    }

    /// DescribeStreamSummary.
    public StreamView describe(StreamKey stream) {
        return pending(List.of());
    }

    /// DescribeStream.
    ///
    /// @param exclusiveStartShardId shards with greater numbers only; null for all
    /// @param limit page size, 1 to 10000; more than 100 counts as 100
    public StreamDescription describe(
            StreamKey stream, @Nullable String exclusiveStartShardId, int limit) {
        return pending(List.of());
    }

    /// First call of ListStreams.
    ///
    /// @param exclusiveStartName streams whose names follow it only; null for all
    /// @param limit page size, 1 to 10000; more than 100 counts as 100
    public StreamPage listStreams(
            String account, String region, @Nullable String exclusiveStartName, int limit) {
        return pending(List.of());
    }

    /// ListStreams with a token.
    public StreamPage listStreamsOn(String account, String region, String nextToken, int limit) {
        return pending(List.of());
    }

    /// First call of ListShards.
    public ShardPage listShards(ShardQuery query) {
        return pending(List.of());
    }

    /// ListShards with a token, which carries the query. That the call names nothing else is the
    /// caller's check.
    ///
    /// @param maxResults page size, 1 to 10000; more than 1000 counts as 1000
    public ShardPage listShardsOn(String account, String region, String nextToken, int maxResults) {
        return pending(List.of());
    }

    /// PutRecord. Data beyond the stream's largest record is refused here, with AWS's text.
    ///
    /// @param sequenceNumberForOrdering decimal digits; null if not given
    /// @return completes when the record is durable; fails with a {@link StreamException}
    public CompletableFuture<PutResult.Stored> putRecord(
            StreamKey stream, PutEntry entry, @Nullable String sequenceNumberForOrdering) {
        return pending(List.of());
    }

    /// PutRecords. Records of one shard are stored in the order given. The total size and the size
    /// of each record are checked here, with AWS's texts.
    ///
    /// @param entries 1 to 500
    /// @return one result per entry, in order; fails with a {@link StreamException} if the call as
    ///   a whole is refused
    public CompletableFuture<List<PutResult>> putRecords(StreamKey stream, List<PutEntry> entries) {
        return pending(List.of());
    }

    /// GetShardIterator. The combination of members is checked here, with AWS's texts.
    ///
    /// @return opaque token of at most 512 characters, good for 300 s
    public String shardIterator(IteratorQuery query) {
        return pending(List.of());
    }

    /// GetRecords.
    ///
    /// @param account caller's account; an iterator of another one is invalid
    /// @param region caller's region
    /// @param iterator as the client sent it, maybe in double quotes
    /// @param limit 1 to 10000
    public RecordPage getRecords(String account, String region, String iterator, int limit) {
        return pending(List.of());
    }

    /// SplitShard. Without a state delay the children are open on return.
    ///
    /// @param shardId as the client wrote it
    /// @param newStartingHashKey decimal digits, its value not checked yet
    public void splitShard(StreamKey stream, String shardId, String newStartingHashKey) {
        var _ = pending(List.<Object>of());
    }

    /// MergeShards. Without a state delay the child is open on return.
    ///
    /// @param shardToMerge the lower shard, as the client wrote it
    /// @param adjacentShardToMerge the higher shard, as the client wrote it
    public void mergeShards(StreamKey stream, String shardToMerge, String adjacentShardToMerge) {
        var _ = pending(List.<Object>of());
    }

    /// UpdateShardCount with uniform scaling. Without a state delay it returns when the stream is
    /// ACTIVE again, or after a few seconds while a large change goes on.
    public ShardCountChange updateShardCount(StreamKey stream, int targetShardCount) {
        return pending(List.of());
    }

    /// IncreaseStreamRetentionPeriod. The range of hours is checked here, with AWS's texts.
    public void increaseRetention(StreamKey stream, int hours) {
        var _ = pending(List.<Object>of());
    }

    /// DecreaseStreamRetentionPeriod. The range of hours is checked here, with AWS's texts.
    public void decreaseRetention(StreamKey stream, int hours) {
        var _ = pending(List.<Object>of());
    }

    /// DescribeLimits.
    public AccountLimits limits(String account, String region) {
        return pending(List.of());
    }

    /// Counters for metrics.
    public StreamStats stats() {
        return pending(List.of());
    }

    private static <T> T pending(List<T> results) {
        return results.getFirst();
    }
}
