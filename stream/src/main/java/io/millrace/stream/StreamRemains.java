package io.millrace.stream;

import io.millrace.log.LogException;
import io.millrace.log.ShardLogs;
import io.millrace.log.ShardRef;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Clears away what is left of streams and shards that are gone: their logs, claims and counters.
/// Safe for many threads.
final class StreamRemains {
    private static final Logger LOG = LoggerFactory.getLogger(StreamRemains.class);

    private final ShardLogs logs;
    private final WriterTable writers;
    private final Meters meters;
    private final Set<Long> dropped = ConcurrentHashMap.newKeySet();

    StreamRemains(ShardLogs logs, WriterTable writers, Meters meters) {
        this.logs = logs;
        this.writers = writers;
        this.meters = meters;
    }

    /// Drops the logs of streams nobody knows: a drop is not durable.
    void dropUnknown(Catalogue catalogue) {
        for (long stream : logs.streams()) {
            if (catalogue.find(stream) == null) {
                drop(stream);
            }
        }
    }

    void drop(long stream) {
        writers.forget(stream);
        meters.forget(stream);
        dropped.add(stream);
        try {
            logs.drop(stream);
        } catch (LogException e) {
            LOG.warn("the logs of stream {} cannot be dropped yet", stream, e);
        }
    }

    void drop(ShardRef shard) {
        writers.forget(shard);
        meters.forget(shard);
        try {
            logs.drop(shard);
        } catch (LogException e) {
            LOG.warn("the log of shard {} cannot be dropped", shard, e);
        }
    }

    /// Drops once more what was dropped lately: a put that was under way may have claimed a log
    /// anew.
    void dropAgain() {
        List<Long> lately = List.copyOf(dropped);
        lately.forEach(this::drop);
        lately.forEach(dropped::remove);
    }
}
