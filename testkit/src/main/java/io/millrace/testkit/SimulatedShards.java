package io.millrace.testkit;

import io.millrace.log.Append;
import io.millrace.log.AppendResult;
import io.millrace.log.Bounds;
import io.millrace.log.Claim;
import io.millrace.log.LogClosedException;
import io.millrace.log.Seal;
import io.millrace.log.ShardLogs;
import io.millrace.log.ShardRef;
import io.millrace.log.Slice;
import io.millrace.log.Tip;
import io.millrace.log.Writer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The shard logs of a {@link SimulatedLog}: decides in the order of the calls, stores when the
/// commit comes.
final class SimulatedShards implements ShardLogs {
    private final Map<ShardRef, SimulatedShard> kept;
    private final Commits commits;
    private final InstantSource clock;
    private final int epoch;
    private final BooleanSupplier full;

    /// @param kept what survives restarts
    /// @param full whether data is refused
    SimulatedShards(
            Map<ShardRef, SimulatedShard> kept,
            Commits commits,
            InstantSource clock,
            int epoch,
            BooleanSupplier full) {
        this.kept = kept;
        this.commits = commits;
        this.clock = clock;
        this.epoch = epoch;
        this.full = full;
    }

    @Override
    public CompletableFuture<Claim> claim(ShardRef shard) {
        CompletableFuture<Claim> future = new CompletableFuture<>();
        commits.accept(() -> {
            Claim claim = kept.computeIfAbsent(shard, SimulatedShard::new).claim();
            return new Step<>(future, claim, Set.of(), () -> {});
        });
        return future;
    }

    @Override
    public CompletableFuture<List<AppendResult>> append(List<Append> appends) {
        CompletableFuture<List<AppendResult>> future = new CompletableFuture<>();
        commits.accept(() -> {
            List<AppendResult> results = appends.stream().map(this::place).toList();
            Set<SimulatedShard> touched = new HashSet<>();
            List<Runnable> stores = new ArrayList<>();
            for (int i = 0; i < results.size(); i++) {
                Append append = appends.get(i);
                AppendResult result = results.get(i);
                SimulatedShard shard = kept.get(append.writer().shard());
                if (result.stored() > 0 && shard != null) {
                    touched.add(shard);
                    stores.add(() -> shard.store(result, append.batch()));
                }
            }
            return new Step<>(future, results, touched, () -> stores.forEach(Runnable::run));
        });
        return future;
    }

    private AppendResult place(Append append) {
        SimulatedShard shard = kept.get(append.writer().shard());
        if (shard == null) {
            return AppendResult.refused(AppendResult.Outcome.FENCED);
        }
        if (full.getAsBoolean()) {
            return AppendResult.refused(AppendResult.Outcome.FULL);
        }
        return shard.append(append.writer(), append.batch(), clock.millis(), epoch);
    }

    @Override
    public CompletableFuture<Seal> seal(Writer writer) {
        CompletableFuture<Seal> future = new CompletableFuture<>();
        commits.accept(() -> {
            SimulatedShard shard = kept.get(writer.shard());
            if (shard == null) {
                Seal fenced = new Seal(AppendResult.Outcome.FENCED, 0, 0);
                return new Step<>(future, fenced, Set.of(), () -> {});
            }
            Seal seal = shard.seal(writer, clock.millis());
            return seal.outcome() == AppendResult.Outcome.STORED
                    ? new Step<>(future, seal, Set.of(shard), () -> shard.storeSeal(seal))
                    : new Step<>(future, seal, Set.of(), () -> {});
        });
        return future;
    }

    @Override
    public Slice read(ShardRef shard, long fromPosition, int maxEntries, int maxBytes) {
        if (fromPosition < 1 || maxEntries < 1 || maxBytes < 1) {
            throw new IllegalArgumentException(
                    "read of "
                            + shard
                            + " from "
                            + fromPosition
                            + ": "
                            + maxEntries
                            + " entries, "
                            + maxBytes
                            + " bytes; each must be at least 1");
        }
        return query(
                shard,
                log -> log.read(fromPosition, maxEntries, maxBytes),
                new Slice(List.of(), fromPosition));
    }

    @Override
    public long firstAtOrAfter(ShardRef shard, long timeMillis) {
        return query(shard, log -> log.firstAtOrAfter(timeMillis), Bounds.EMPTY.nextPosition());
    }

    @Override
    public Bounds bounds(ShardRef shard) {
        return query(shard, SimulatedShard::bounds, Bounds.EMPTY);
    }

    @Override
    public Tip tip(ShardRef shard) {
        return query(shard, SimulatedShard::tip, Tip.EMPTY);
    }

    private <T> T query(ShardRef shard, Function<SimulatedShard, T> question, T absent) {
        return commits.locked(() -> {
            SimulatedShard log = kept.get(shard);
            return log == null ? absent : question.apply(log);
        });
    }

    @Override
    public CompletableFuture<Void> await(ShardRef shard, long position) {
        CompletableFuture<Void> future = new CompletableFuture<>();
        wake(
                commits.locked(() -> {
                    SimulatedShard log = kept.computeIfAbsent(shard, SimulatedShard::new);
                    log.await(position, future);
                    return log.woken();
                }));
        return future;
    }

    @Override
    public void trim(long stream, long beforeMillis) {
        commits.locked(() -> {
            kept.forEach((ref, log) -> {
                if (ref.stream() == stream) {
                    log.trim(beforeMillis);
                }
            });
            return true;
        });
    }

    @Override
    public void drop(ShardRef shard) {
        wake(commits.locked(() -> dropLocked(shard)));
    }

    @Override
    public void drop(long stream) {
        wake(
                commits.locked(() -> {
                    List<CompletableFuture<Void>> woken = new ArrayList<>();
                    List<ShardRef> doomed =
                            kept.keySet().stream().filter(ref -> ref.stream() == stream).toList();
                    doomed.forEach(ref -> woken.addAll(dropLocked(ref)));
                    return woken;
                }));
    }

    private List<CompletableFuture<Void>> dropLocked(ShardRef shard) {
        SimulatedShard log = kept.remove(shard);
        if (log == null) {
            return List.of();
        }
        log.drop();
        return log.woken();
    }

    @Override
    public Set<Long> streams() {
        return commits.locked(() -> {
            Set<Long> streams = new TreeSet<>();
            kept.forEach((ref, log) -> {
                if (log.everWritten()) {
                    streams.add(ref.stream());
                }
            });
            return streams;
        });
    }

    private static void wake(List<CompletableFuture<Void>> futures) {
        futures.forEach(future -> future.complete(null));
    }

    /// One operation, decided and waiting to become durable.
    private static final class Step<T> implements Commits.Operation {
        private final CompletableFuture<T> future;
        private final T outcome;
        private final Set<SimulatedShard> touched;
        private final Runnable store;
        private @Nullable List<CompletableFuture<Void>> woken;

        Step(CompletableFuture<T> future, T outcome, Set<SimulatedShard> touched, Runnable store) {
            this.future = future;
            this.outcome = outcome;
            this.touched = touched;
            this.store = store;
        }

        @Override
        public void commit() {
            store.run();
            List<CompletableFuture<Void>> due = new ArrayList<>();
            touched.forEach(shard -> due.addAll(shard.woken()));
            woken = due;
        }

        @Override
        public void publish() {
            future.complete(outcome);
            if (woken != null) {
                wake(woken);
            }
        }

        @Override
        public void fail(LogClosedException end) {
            future.completeExceptionally(end);
        }
    }
}
