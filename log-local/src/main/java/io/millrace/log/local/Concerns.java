package io.millrace.log.local;

import io.millrace.log.Append;
import io.millrace.log.ShardRef;
import java.util.HashSet;
import java.util.Set;

/// Collects which shards a number of requests concern. Commands and barriers concern none: their
/// order is one of their own.
final class Concerns {
    private final Set<ShardRef> shards = new HashSet<>();

    /// Streams of which a request concerns every shard.
    private final Set<Long> streams = new HashSet<>();

    void add(Request request) {
        switch (request) {
            case Request.Appends appends ->
                    appends.all().forEach(append -> shards.add(append.writer().shard()));
            case Request.Sealing sealing -> shards.add(sealing.writer().shard());
            case Request.Claiming claiming -> shards.add(claiming.shard());
            case Request.Dropping dropping -> {
                if (dropping.isWholeStream()) {
                    streams.add(dropping.stream());
                } else {
                    shards.add(dropping.ref());
                }
            }
            case Request.Proposal<?> _, Request.Barrier _ -> {}
        }
    }

    /// Whether a request concerns a shard that one of those added concerns.
    boolean touches(Request request) {
        return switch (request) {
            case Request.Appends appends -> {
                for (Append append : appends.all()) {
                    if (has(append.writer().shard())) {
                        yield true;
                    }
                }
                yield false;
            }
            case Request.Sealing sealing -> has(sealing.writer().shard());
            case Request.Claiming claiming -> has(claiming.shard());
            case Request.Dropping dropping ->
                    dropping.isWholeStream() ? hasAnyOf(dropping.stream()) : has(dropping.ref());
            case Request.Proposal<?> _, Request.Barrier _ -> false;
        };
    }

    private boolean has(ShardRef shard) {
        return shards.contains(shard) || streams.contains(shard.stream());
    }

    private boolean hasAnyOf(long stream) {
        return streams.contains(stream)
                || shards.stream().anyMatch(shard -> shard.stream() == stream);
    }
}
