package io.millrace.stream;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One page of ListShards, in the order of shard numbers.
///
/// @param nextToken asks for the next page, for 300 s; null on the last page
public record ShardPage(List<ShardView> shards, @Nullable String nextToken) {
    public ShardPage {
        shards = List.copyOf(shards);
    }
}
