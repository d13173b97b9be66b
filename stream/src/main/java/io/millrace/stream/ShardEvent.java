package io.millrace.stream;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a subscriber is sent. `continuationSequenceNumber` is null if and only if `childShards` is
/// not empty: the shard is closed, has been read to its end, and no event follows.
///
/// @param records in order; empty if there was nothing to say for a while
/// @param continuationSequenceNumber a subscription or an iterator that starts at or after this
///   number goes on exactly behind the records sent so far; rises from event to event, also while
///   there are no records
/// @param millisBehindLatest distance to the tip of the shard in milliseconds, 0 at the tip
public record ShardEvent(
        List<RecordView> records,
        @Nullable String continuationSequenceNumber,
        long millisBehindLatest,
        List<ChildShardView> childShards) {}
