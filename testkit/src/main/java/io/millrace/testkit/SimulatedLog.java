package io.millrace.testkit;

import io.millrace.log.CommandLog;
import io.millrace.log.LogClosedException;
import io.millrace.log.LogEngine;
import io.millrace.log.ShardLogs;
import io.millrace.log.ShardRef;
import io.millrace.log.StateMachine;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/// A complete back end in memory, for tests of what stands above the log.
///
/// It keeps every promise of the contract, with "durable" meaning: survives {@link #crash()} and
/// {@link #restart()}. Two modes:
///
/// - *immediate*: everything is durable at once, and futures are complete when a call returns
///   (unless another thread is just publishing, or the call comes from a callback);
/// - *stepped*: calls are accepted and decided in order, but nothing is durable, readable or
///   completed before {@link #step()} or {@link #stepOne()}.
///
/// A restart keeps shard logs and the command log, raises the epoch, and leaves every writer of
/// before fenced. Snapshots of the state machine are taken often, so a restart restores one and
/// replays the rest. Trimming drops whole batches at once.
///
/// Safe for use by many threads. Callbacks run on the thread that calls or steps.
public final class SimulatedLog implements LogEngine {
    /// The contract's 20 bits.
    private static final int MAX_EPOCH = (1 << 20) - 1;

    private final Map<ShardRef, SimulatedShard> shards;
    private final CommandStore commandStore;
    private final Commits commits;
    private final InstantSource clock;
    private final int epoch;
    private final SimulatedShards face;
    private volatile boolean full;
    private boolean started;

    private SimulatedLog(
            Map<ShardRef, SimulatedShard> shards,
            CommandStore commandStore,
            InstantSource clock,
            int epoch,
            boolean immediate) {
        if (epoch < 0 || epoch > MAX_EPOCH) {
            throw new IllegalArgumentException("epoch " + epoch + " is not within 0.." + MAX_EPOCH);
        }
        this.shards = shards;
        this.commandStore = commandStore;
        this.clock = clock;
        this.epoch = epoch;
        this.commits = new Commits(immediate);
        this.face = new SimulatedShards(shards, commits, clock, epoch, () -> full);
    }

    /// An empty log whose calls are complete when they return; its first epoch is 1.
    public static SimulatedLog immediate(InstantSource clock) {
        return immediate(clock, 1);
    }

    /// An empty log whose calls are complete when they return.
    public static SimulatedLog immediate(InstantSource clock, int epoch) {
        return new SimulatedLog(new TreeMap<>(), new CommandStore(), clock, epoch, true);
    }

    /// An empty log that waits to be stepped; its first epoch is 1.
    public static SimulatedLog stepped(InstantSource clock) {
        return stepped(clock, 1);
    }

    /// An empty log that waits to be stepped.
    public static SimulatedLog stepped(InstantSource clock, int epoch) {
        return new SimulatedLog(new TreeMap<>(), new CommandStore(), clock, epoch, false);
    }

    @Override
    public synchronized <R> CommandLog<R> start(StateMachine<R> machine) {
        if (started) {
            throw new IllegalStateException("the log was started before");
        }
        started = true;
        commandStore.replay(machine);
        return new SimulatedCommands<>(machine, commandStore, commits);
    }

    @Override
    public synchronized ShardLogs shards() {
        if (!started) {
            throw new IllegalStateException("the log is not started");
        }
        return face;
    }

    /// The epoch that entries stored by this log carry.
    public int epoch() {
        return epoch;
    }

    /// Makes everything accepted so far durable and completes its futures; work that callbacks
    /// submit waits for the next step.
    ///
    /// @return number of operations that became durable
    public int step() {
        return commits.serve(commits.waiting());
    }

    /// Makes the oldest accepted operation durable.
    ///
    /// @return whether there was one
    public boolean stepOne() {
        return commits.serve(1) == 1;
    }

    /// Number of accepted operations that are not yet durable.
    public int waiting() {
        return commits.waiting();
    }

    /// From now on data is refused as if the disk were full, or accepted again. Commands and seals
    /// still pass.
    public void full(boolean refuse) {
        full = refuse;
    }

    /// Ends this log as a power cut would: what was not stepped is lost, its futures fail with
    /// {@link LogClosedException}. Only {@link #restart()} is of use afterwards.
    public void crash() {
        commits.crash();
        failWaiters("the log crashed");
    }

    /// Ends this log, if {@link #crash()} has not, and opens its successor on what is durable.
    ///
    /// @return the successor, not yet started, with the next epoch
    public SimulatedLog restart() {
        close();
        shards.values().removeIf(shard -> !shard.everWritten());
        shards.values().forEach(SimulatedShard::restart);
        return new SimulatedLog(shards, commandStore, clock, epoch + 1, commits.immediate());
    }

    @Override
    public void close() {
        commits.close();
        failWaiters("the log is closed");
    }

    private void failWaiters(String why) {
        List<CompletableFuture<Void>> waiting =
                commits.evenClosed(() ->
                        shards.values().stream()
                                .flatMap(shard -> shard.waiting().stream())
                                .toList());
        waiting.forEach(future -> future.completeExceptionally(new LogClosedException(why)));
    }
}
