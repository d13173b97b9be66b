package io.millrace.cli.copy;

import io.millrace.cli.client.Failures;
import io.millrace.cli.tail.Lineage;
import io.millrace.cli.terminal.Failure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.Shard;

/// Copies all shards of a stream side by side, children after their parents. Thread-safe.
final class StreamCopier {
    private final CopyPlan plan;
    private final CopyState state;
    private final ShardCopier copier;
    private final Lineage lineage = new Lineage();
    private final Map<String, Shard> shards = new HashMap<>();
    private final Set<Thread> threads = new HashSet<>();
    private final CompletableFuture<@Nullable Void> done = new CompletableFuture<>();

    StreamCopier(CopyPlan plan, CopyState state, ShardCopier copier) {
        this.plan = plan;
        this.state = state;
        this.copier = copier;
    }

    /// Starts copying.
    ///
    /// @return completed when all was copied, failed by the first shard that fails
    CompletableFuture<@Nullable Void> start() throws InterruptedException {
        begin(null, list(plan));
        return done;
    }

    /// Ends all copying, and waits until what was acknowledged is put down.
    void stop() throws InterruptedException {
        for (Thread thread : running()) {
            thread.interrupt();
            thread.join();
        }
    }

    private synchronized List<Thread> running() {
        return List.copyOf(threads);
    }

    /// All shards of the source.
    static List<Shard> list(CopyPlan plan) throws InterruptedException {
        List<Shard> all = new ArrayList<>();
        String token = null;
        do {
            String next = token;
            ListShardsResponse page =
                    plan.persistence()
                            .call(() ->
                                    plan.source()
                                            .listShards(r ->
                                                    r.streamName(
                                                                    next == null
                                                                            ? plan.fromStream()
                                                                            : null)
                                                            .nextToken(next)));
            all.addAll(page.shards());
            token = page.nextToken();
        } while (token != null);
        return all;
    }

    private synchronized void begin(@Nullable String finished, List<Shard> found) {
        found.forEach(shard -> shards.put(shard.shardId(), shard));
        List<Lineage.Node> nodes = found.stream().map(StreamCopier::node).toList();
        List<String> ready = new ArrayList<>();
        ready.addAll(finished == null ? lineage.found(nodes) : lineage.finished(finished, nodes));
        while (!ready.isEmpty()) {
            String shard = ready.removeFirst();
            if (state.hasEnded(shard)) {
                ready.addAll(lineage.finished(shard, List.of()));
            } else {
                Thread thread = Thread.ofVirtual().name(shard).unstarted(() -> copy(shard));
                threads.add(thread);
                thread.start();
            }
        }
        finishIfIdle();
    }

    private void copy(String id) {
        try {
            boolean ended = copier.copy(shard(id));
            List<Shard> now = ended ? list(plan) : List.of();
            finish(ended ? id : null, now);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SdkException e) {
            done.completeExceptionally(new Failure(id + ": " + Failures.describe(e), e));
        } catch (IOException | RuntimeException e) {
            done.completeExceptionally(e);
        }
    }

    private synchronized Shard shard(String id) {
        return Objects.requireNonNull(shards.get(id));
    }

    private synchronized void finish(@Nullable String ended, List<Shard> now) {
        threads.remove(Thread.currentThread());
        if (ended != null) {
            begin(ended, now);
        }
        finishIfIdle();
    }

    private synchronized void finishIfIdle() {
        if (threads.isEmpty()) {
            done.complete(null);
        }
    }

    private static Lineage.Node node(Shard shard) {
        List<String> parents =
                Stream.of(shard.parentShardId(), shard.adjacentParentShardId())
                        .filter(parent -> parent != null)
                        .toList();
        return new Lineage.Node(shard.shardId(), Set.copyOf(parents));
    }
}
