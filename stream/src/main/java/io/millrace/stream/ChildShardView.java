package io.millrace.stream;

import java.util.List;

/// A shard that goes on where a closed one ends.
///
/// @param parentShardIds one after a split, two after a merge, the lower one first
/// @param startingHashKey lowest hash key, inclusive, decimal
/// @param endingHashKey highest hash key, inclusive, decimal
public record ChildShardView(
        String shardId, List<String> parentShardIds, String startingHashKey, String endingHashKey) {
    public ChildShardView {
        parentShardIds = List.copyOf(parentShardIds);
    }
}
