package io.millrace.server;

import io.millrace.api.Endpoint;
import io.millrace.api.Router;
import io.millrace.api.cloudwatch.CloudWatchEndpoint;
import io.millrace.api.dynamodb.DynamoDbEndpoint;
import io.millrace.api.kinesis.KinesisEndpoint;
import io.millrace.api.sts.StsEndpoint;
import io.millrace.log.CorruptLogException;
import io.millrace.log.SharedLog;
import io.millrace.log.local.EngineThreads;
import io.millrace.log.local.LocalLog;
import io.millrace.log.local.LocalLogConfig;
import io.millrace.log.local.Surroundings;
import io.millrace.log.local.storage.DiskStorage;
import io.millrace.log.local.storage.MemoryStorage;
import io.millrace.log.local.storage.Storage;
import io.millrace.metric.MetricLimits;
import io.millrace.metric.MetricStore;
import io.millrace.server.metrics.EngineMeters;
import io.millrace.server.metrics.FigureText;
import io.millrace.server.metrics.Meters;
import io.millrace.server.metrics.StreamTelemetry;
import io.millrace.stream.StreamConfig;
import io.millrace.stream.StreamEngine;
import io.millrace.stream.StreamNode;
import io.millrace.stream.StreamState;
import io.millrace.table.TableNode;
import io.millrace.table.TableState;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Everything behind the port: storage, log, streams, tables, endpoint.
final class Backend implements Closeable {
    /// Far more than fit into the memory they get; it bounds what a listing walks through.
    private static final int MAX_SERIES = 100_000;

    private final LocalLog log;
    private final StreamNode node;
    private final TableNode tables;
    private final StepLoop steps;
    private final MetricStore metrics;

    private Backend(
            LocalLog log, StreamNode node, TableNode tables, StepLoop steps, MetricStore metrics) {
        this.log = log;
        this.node = node;
        this.tables = tables;
        this.steps = steps;
        this.metrics = metrics;
    }

    /// Opens the data directory, recovers it, and starts the engine's threads.
    ///
    /// @param underlay what a test puts between the log and the disk
    /// @param events where events for subscribers are made
    /// @param fatal told when the storage has failed
    static Backend open(
            ServerConfig config,
            MemoryPlan plan,
            Underlay underlay,
            Executor events,
            Consumer<Throwable> fatal)
            throws StartException {
        LocalLog log = openLog(config, plan, underlay, fatal);
        try {
            EngineThreads.start(log);
            MetricStore metrics = new MetricStore(new MetricLimits(MAX_SERIES, plan.metricBytes()));
            SharedLog shared = new SharedLog(log);
            StreamState streamState = StreamState.join(shared);
            TableState tableState = TableState.join(shared);
            shared.start();
            StreamNode node =
                    StreamNode.start(
                            streamState,
                            new StreamConfig(config.stateDelay(), config.limits()),
                            InstantSource.system(),
                            System::nanoTime,
                            new SecureRandom(),
                            new StreamTelemetry(metrics, InstantSource.system()),
                            events);
            TableNode tables =
                    TableNode.start(
                            tableState,
                            plan.tableBytes(),
                            InstantSource.system(),
                            new SecureRandom());
            // A step that throws is a defect; going on without it would leave streams in between.
            StepLoop steps =
                    new StepLoop("steps", () -> Math.min(node.step(), tables.step()), fatal)
                            .start();
            return new Backend(log, node, tables, steps, metrics);
        } catch (CorruptLogException e) {
            log.close();
            throw new StartException(ExitCode.DAMAGED, e.getMessage());
        }
    }

    /// What answers requests.
    ///
    /// @param encoders where answers to puts are made
    Endpoint endpoint(Executor encoders) {
        // Request ids need to be distinct, not secret.
        RandomGenerator ids = () -> ThreadLocalRandom.current().nextLong();
        Endpoint kinesis = new KinesisEndpoint(node.engine(), encoders, ids);
        Endpoint cloudWatch = new CloudWatchEndpoint(metrics, InstantSource.system(), ids);
        Endpoint dynamoDb = new DynamoDbEndpoint(tables.engine(), ids);
        return new Router(
                List.of(
                        new Router.Service("Kinesis", "Kinesis_20131202", null, "kinesis", kinesis),
                        new Router.Service(
                                "DynamoDB",
                                DynamoDbEndpoint.TARGET,
                                null,
                                DynamoDbEndpoint.SCOPE,
                                dynamoDb),
                        new Router.Service(
                                "CloudWatch",
                                CloudWatchEndpoint.TARGET,
                                CloudWatchEndpoint.VERSION,
                                CloudWatchEndpoint.SCOPE,
                                cloudWatch),
                        new Router.Service(
                                "STS",
                                StsEndpoint.TARGET,
                                StsEndpoint.VERSION,
                                StsEndpoint.SCOPE,
                                new StsEndpoint(ids))),
                ids);
    }

    /// Shows log, streams, tables and metrics under `GET /metrics`.
    void show(Meters meters) {
        EngineMeters.bind(meters, log::stats, node.engine()::stats);
        EngineMeters.bind(meters, metrics::stats);
        EngineMeters.bindTables(meters, tables::stats);
        meters.append(new FigureText(metrics, InstantSource.system())::write);
        meters.gauge(
                "millrace.subscriptions",
                "Subscriptions to shards",
                node.engine(),
                StreamEngine::subscriptions);
    }

    /// Ends the steps, then the log, which writes its closing frame.
    @Override
    public void close() {
        steps.close();
        log.close();
    }

    private static LocalLog openLog(
            ServerConfig config, MemoryPlan plan, Underlay underlay, Consumer<Throwable> fatal)
            throws StartException {
        var outside =
                new Surroundings(
                        InstantSource.system(), System::nanoTime, new SecureRandom(), fatal);
        try {
            return LocalLog.open(
                    underlay.sizes().apply(logConfig(config, plan)),
                    underlay.disk().apply(storage(config, plan)),
                    outside);
        } catch (CorruptLogException e) {
            throw new StartException(ExitCode.DAMAGED, e.getMessage());
        } catch (AccessDeniedException e) {
            throw new StartException(
                    ExitCode.NO_PERMISSION,
                    "the data directory cannot be read and written by this user: "
                            + e.getMessage());
        } catch (IOException e) {
            throw unopened(config, e);
        }
    }

    private static StartException unopened(ServerConfig config, IOException e) {
        String why = String.valueOf(e.getMessage());
        if (why.contains("in use by another")) {
            return new StartException(ExitCode.LOCKED, why);
        }
        return new StartException(
                ExitCode.STORAGE, "cannot open the data directory " + config.dataDir() + ": " + e);
    }

    private static Storage storage(ServerConfig config, MemoryPlan plan) throws IOException {
        return switch (config.durability()) {
            case FSYNC -> DiskStorage.open(config.dataDir());
            case MEMORY -> new MemoryStorage(plan.storeBytes());
        };
    }

    private static LocalLogConfig logConfig(ServerConfig config, MemoryPlan plan) {
        return switch (config.durability()) {
            case MEMORY -> LocalLogConfig.inMemory(plan.storeBytes());
            case FSYNC ->
                    new LocalLogConfig(
                            LocalLogConfig.DEFAULT_JOURNAL_BYTES,
                            LocalLogConfig.DEFAULT_JOURNAL_FILE_BYTES,
                            plan.flushUnitBytes(),
                            plan.tailCacheBytes(),
                            plan.tailBatches(),
                            LocalLogConfig.DEFAULT_MIN_FREE_BYTES,
                            plan.segmentIndexBytes(),
                            LocalLogConfig.DEFAULT_OPEN_SEGMENTS,
                            LocalLogConfig.DEFAULT_SNAPSHOT_MIN_BYTES,
                            config.acceptLoss());
        };
    }
}
