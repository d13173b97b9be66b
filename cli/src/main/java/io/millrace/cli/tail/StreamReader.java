package io.millrace.cli.tail;

import io.millrace.cli.client.Failures;
import io.millrace.cli.client.Persistence;
import io.millrace.cli.terminal.Failure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ChildShard;
import software.amazon.awssdk.services.kinesis.model.ListShardsRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.Shard;

/// Reads all shards of a stream side by side, children after their parents.
///
/// Each shard has a thread of its own, which costs little while it waits. The first that fails ends
/// all.
final class StreamReader {
    private final KinesisClient client;
    private final Persistence persistence;
    private final ShardReader reader;
    private final TailPlan plan;
    private final Lineage lineage = new Lineage();
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Thread> threads = new HashSet<>();
    private final CompletableFuture<@Nullable Void> done = new CompletableFuture<>();

    StreamReader(KinesisClient client, Persistence persistence, ShardReader reader, TailPlan plan) {
        this.client = client;
        this.persistence = persistence;
        this.reader = reader;
        this.plan = plan;
    }

    /// Starts reading.
    ///
    /// @return completed when all shards were read to their ends or tips; failed with {@link
    ///   Failure} or, if the output is gone, {@link IOException}
    CompletableFuture<@Nullable Void> start() throws InterruptedException {
        List<Shard> shards = list();
        if (plan.start() instanceof Start.Latest) {
            // What was closed before holds nothing new.
            shards.removeIf(shard -> shard.sequenceNumberRange().endingSequenceNumber() != null);
        }
        List<Lineage.Node> nodes = shards.stream().map(StreamReader::node).toList();
        lock.lock();
        try {
            startReaders(lineage.found(nodes), plan.start());
            finishIfIdle();
        } finally {
            lock.unlock();
        }
        return done;
    }

    /// Ends all reading.
    void stop() {
        lock.lock();
        try {
            threads.forEach(Thread::interrupt);
        } finally {
            lock.unlock();
        }
    }

    private static Lineage.Node node(Shard shard) {
        Set<String> parents = new LinkedHashSet<>();
        if (shard.parentShardId() != null) {
            parents.add(shard.parentShardId());
        }
        if (shard.adjacentParentShardId() != null) {
            parents.add(shard.adjacentParentShardId());
        }
        return new Lineage.Node(shard.shardId(), parents);
    }

    private static Lineage.Node node(ChildShard child) {
        return new Lineage.Node(child.shardId(), Set.copyOf(child.parentShards()));
    }

    private void startReaders(List<String> shards, Start start) {
        for (String shard : shards) {
            Thread thread = Thread.ofVirtual().name(shard).unstarted(() -> read(shard, start));
            threads.add(thread);
            thread.start();
        }
    }

    private void read(String shard, Start start) {
        try {
            switch (reader.read(shard, start)) {
                case ShardReader.Outcome.Ended ended -> follow(shard, childrenOf(shard, ended));
                case ShardReader.Outcome.AtTip _ -> follow(shard, List.of());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SdkException e) {
            done.completeExceptionally(new Failure(shard + ": " + Failures.describe(e), e));
        } catch (IOException | RuntimeException e) {
            done.completeExceptionally(e);
        }
    }

    private List<Lineage.Node> childrenOf(String shard, ShardReader.Outcome.Ended ended)
            throws InterruptedException {
        if (!ended.children().isEmpty()) {
            return ended.children().stream().map(StreamReader::node).toList();
        }
        // An older service does not name the children; they are in the list, if there are any.
        List<Lineage.Node> children = new ArrayList<>();
        for (Shard other : list()) {
            Lineage.Node node = node(other);
            if (node.parents().contains(shard)) {
                children.add(node);
            }
        }
        return children;
    }

    private void follow(String shard, List<Lineage.Node> children) {
        // Everything in a child is newer than where its parents were started.
        Start start = plan.start() instanceof Start.At at ? at : new Start.TrimHorizon();
        lock.lock();
        try {
            startReaders(lineage.finished(shard, children), start);
            threads.remove(Thread.currentThread());
            finishIfIdle();
        } finally {
            lock.unlock();
        }
    }

    private void finishIfIdle() {
        if (threads.isEmpty()) {
            done.complete(null);
        }
    }

    private List<Shard> list() throws InterruptedException {
        List<Shard> shards = new ArrayList<>();
        String token = null;
        do {
            ListShardsRequest.Builder request = ListShardsRequest.builder();
            if (token == null) {
                request.streamName(plan.stream());
            } else {
                request.nextToken(token);
            }
            ListShardsResponse page = persistence.call(() -> client.listShards(request.build()));
            shards.addAll(page.shards());
            token = page.nextToken();
        } while (token != null);
        return shards;
    }
}
