package io.millrace.stream;

import java.util.List;

/// A stream and one page of its shards, in the order of their numbers.
///
/// @param shards empty while the stream is CREATING
public record StreamDescription(StreamView stream, List<ShardView> shards, boolean hasMoreShards) {
    public StreamDescription {
        shards = List.copyOf(shards);
    }
}
