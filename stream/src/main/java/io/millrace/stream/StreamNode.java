package io.millrace.stream;

import io.millrace.log.LogEngine;
import io.millrace.log.ShardLogs;
import io.millrace.log.SharedLog;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/// The stream engine put together with its log: what the server starts, drives and stops.
///
/// The server calls {@link #step()} again and again from one thread; the engine has no thread of
/// its own.
public final class StreamNode {
    private final StreamEngine engine;
    private final StreamJanitor janitor;
    private final FanOut fanOut;
    private final OnDemandScaler scaler;
    private final InstantSource clock;
    private final StreamMachine machine;

    private StreamNode(
            StreamEngine engine,
            StreamJanitor janitor,
            FanOut fanOut,
            OnDemandScaler scaler,
            InstantSource clock,
            StreamMachine machine) {
        this.engine = engine;
        this.janitor = janitor;
        this.fanOut = fanOut;
        this.scaler = scaler;
        this.clock = clock;
        this.machine = machine;
    }

    /// Starts a log that streams have to themselves, then the node on it. Blocks. The caller closes
    /// `log` after the last call.
    ///
    /// @param log not yet started
    /// @param nanoTime clock without jumps, for rates and waits
    /// @param random source of the token key at the first start and of nonces: a secure one
    /// @param telemetry told of puts, reads, and what subscribers are sent
    /// @param executor where events for subscribers are made and handed out; its threads may block
    /// @throws StreamException if the log fails
    public static StreamNode start(
            LogEngine log,
            StreamConfig config,
            InstantSource clock,
            LongSupplier nanoTime,
            RandomGenerator random,
            Telemetry telemetry,
            Executor executor) {
        SharedLog shared = new SharedLog(log);
        StreamState state = StreamState.join(shared);
        shared.start();
        return start(state, config, clock, nanoTime, random, telemetry, executor);
    }

    /// Drops logs nobody knows any more, and resumes what a former run left unfinished. Blocks. The
    /// caller closes the log after the last call.
    ///
    /// @param state of a log that is started
    /// @param nanoTime clock without jumps, for rates and waits
    /// @param random source of the token key at the first start and of nonces: a secure one
    /// @param telemetry told of puts, reads, and what subscribers are sent
    /// @param executor where events for subscribers are made and handed out; its threads may block
    /// @throws StreamException if the log fails
    public static StreamNode start(
            StreamState state,
            StreamConfig config,
            InstantSource clock,
            LongSupplier nanoTime,
            RandomGenerator random,
            Telemetry telemetry,
            Executor executor) {
        Catalogue catalogue = state.catalogue();
        Changes changes = state.changes();
        StreamMachine machine = state.machine();
        ShardLogs logs = state.shards();
        Proposer proposer = new Proposer(state.commands());
        WriterTable writers = new WriterTable(logs);
        Meters meters = new Meters(config.limits(), nanoTime);
        ShardFloor floor = new ShardFloor(catalogue, config.limits().factor());
        EngineParts parts =
                new EngineParts(catalogue, logs, writers, meters, changes, proposer, floor);
        StreamRemains remains = new StreamRemains(logs, writers, meters);
        remains.dropUnknown(catalogue);
        ReshardDriver driver = new ReshardDriver(parts, clock);
        TokenSeal seal = new TokenSeal(tokenKey(catalogue, proposer, random), random);
        ReadPorts reads = new ReadPorts(catalogue, logs, meters, seal, clock, nanoTime, telemetry);
        PutPorts puts =
                new PutPorts(catalogue, logs, writers, meters, changes, nanoTime, telemetry);
        ConsumerMeters consumers = new ConsumerMeters(config.limits(), nanoTime);
        FanOut fanOut =
                new FanOut(
                        new FanOutPorts(
                                catalogue, logs, clock, nanoTime, executor, telemetry, consumers));
        changes.listen(fanOut::changed);
        StateDelay delay = new StateDelay(clock, config.stateDelay().toMillis());
        Quotas quotas = Quotas.of(config.limits());
        CallRates rates = new CallRates(config.limits(), nanoTime);
        StreamEngine engine =
                new StreamEngine(
                        new EngineControls(
                                new StreamControl(parts, remains, driver, delay, quotas, nanoTime),
                                new ConsumerControl(parts, seal, delay, quotas),
                                new ResourceControl(parts),
                                new SettingControl(parts, delay, quotas),
                                new AccountControl(parts, clock),
                                rates),
                        new Listing(parts, seal, clock, quotas),
                        new PutPath(puts, clock),
                        new IteratorMaker(reads),
                        new RecordReader(reads),
                        fanOut,
                        new StatsReader(catalogue, machine, meters, rates, consumers));
        catalogue.unsettled().forEach(driver::drive);
        OnDemandScaler scaler = new OnDemandScaler(parts, driver::drive, config.limits().factor());
        return new StreamNode(
                engine,
                new StreamJanitor(parts, remains, driver, clock, nanoTime),
                fanOut,
                scaler,
                clock,
                machine);
    }

    private static TokenKey tokenKey(
            Catalogue catalogue, Proposer proposer, RandomGenerator random) {
        if (catalogue.tokenKey() == null) {
            var _ = proposer.decide(new Command.InstallTokenKey(TokenKey.random(random)));
        }
        return Objects.requireNonNull(catalogue.tokenKey());
    }

    /// The operations on streams.
    public StreamEngine engine() {
        return engine;
    }

    /// What was decided lately about streams on demand, oldest first; some hundred at most.
    public List<ScalingDecision> scalingDecisions() {
        return scaler.decisions();
    }

    /// Does what time demands: state changes that are due, streams on demand that are busy or cold,
    /// reshards under way, retention, waits that ran out, heartbeats of subscriptions. Does not
    /// block.
    ///
    /// @return milliseconds until it wants to be called again, 1 to 100
    public long step() {
        fanOut.step();
        scaler.step(clock.millis());
        return janitor.step();
    }

    /// Sum of the hashes of everything in the replicated state: equal states have equal sums. Exact
    /// while no command is under way.
    public long stateHash() {
        return machine.stateHash();
    }
}
