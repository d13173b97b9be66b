package io.millrace.stream;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What GetRecords returns. `nextIterator` is null if and only if `childShards` is not empty: the
/// shard is closed and has been read to its end.
///
/// @param stream the stream the iterator belongs to
/// @param shardId the shard the iterator belongs to
/// @param millisBehindLatest distance to the tip of the shard in milliseconds, 0 at the tip
public record RecordPage(
        StreamKey stream,
        String shardId,
        List<RecordView> records,
        @Nullable String nextIterator,
        long millisBehindLatest,
        List<ChildShardView> childShards) {}
