package io.millrace.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.services.kinesis.model.ChildShard;

/// Reads the shards of a stream as they come into being, each on a thread of its own and none
/// before all its parents are finished.
final class LineageFollower {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ShardReading reading;
    private final Set<String> begun = new HashSet<>();
    private final Set<String> finished = new HashSet<>();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    /// Reads one shard.
    interface ShardReading {
        /// Reads a shard from its beginning until it is closed and read to its end, or reading
        /// ends.
        ///
        /// @return the shards that follow it; none if reading has ended before
        List<ChildShard> read(String shard) throws Exception;
    }

    /// @param first shards to begin with
    LineageFollower(ShardReading reading, Collection<String> first) {
        this.reading = reading;
        first.forEach(this::begin);
    }

    private synchronized void begin(String shard) {
        if (begun.add(shard)) {
            threads.add(Thread.ofVirtual().start(() -> follow(shard)));
        }
    }

    private void follow(String shard) {
        try {
            finish(shard, reading.read(shard));
        } catch (Exception | AssertionError e) {
            failure.compareAndSet(null, new AssertionError("reading " + shard, e));
        }
    }

    /// A child of two shards is named by both; the later one lets it begin.
    private synchronized void finish(String shard, List<ChildShard> children) {
        finished.add(shard);
        for (ChildShard child : children) {
            if (finished.containsAll(child.parentShards())) {
                begin(child.shardId());
            }
        }
    }

    /// Fails if reading a shard has.
    void requireSound() {
        Throwable failed = failure.get();
        if (failed != null) {
            throw new AssertionError("a reader failed", failed);
        }
    }

    /// Shards that were read to their end.
    synchronized int finished() {
        return finished.size();
    }

    /// Waits until no shard is read any more, once reading was told to end.
    void join() throws InterruptedException {
        List<Thread> all;
        synchronized (this) {
            all = List.copyOf(threads);
        }
        for (Thread thread : all) {
            assertThat(thread.join(PATIENCE)).as("a reader ends").isTrue();
        }
        requireSound();
    }
}
