package io.millrace.examples;

import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.kinesis.common.ConfigsBuilder;
import software.amazon.kinesis.common.InitialPositionInStream;
import software.amazon.kinesis.common.InitialPositionInStreamExtended;
import software.amazon.kinesis.common.KinesisClientUtil;
import software.amazon.kinesis.coordinator.CoordinatorConfig;
import software.amazon.kinesis.coordinator.Scheduler;
import software.amazon.kinesis.leases.LeaseManagementConfig;
import software.amazon.kinesis.leases.LeaseManagementConfig.GracefulLeaseHandoffConfig;
import software.amazon.kinesis.metrics.NullMetricsFactory;
import software.amazon.kinesis.processor.SingleStreamTracker;
import software.amazon.kinesis.retrieval.RetrievalConfig;
import software.amazon.kinesis.retrieval.polling.PollingConfig;

/// One worker of a KCL application. Start as many as you like: they share the stream's shards.
///
/// The intervals are short, so that a crash is made up for in seconds; KCL's own defaults are
/// kinder to a service that is paid by the request.
final class Worker {
    private static final long IDLE_MILLIS = 250;
    private static final long FAILOVER_MILLIS = 3_000;
    private static final long LEADER_HEARTBEAT_MILLIS = 1_000;
    private static final long ASSIGNMENT_MILLIS = 1_000;
    private static final long SHARD_SYNC_MILLIS = 3_000;
    private static final long PARENT_POLL_MILLIS = 500;
    private static final long ALIVE_MILLIS = 1_500;
    private static final long STOP_SECONDS = 20;

    private Worker() {}

    /// Reads a stream from its oldest record on, until the process is asked to end.
    ///
    /// @param application what shares the work, and the name of its table of leases
    /// @param sinks makes the sink of a shard, given its id
    static void run(String application, String stream, Function<String, Sink> sinks) {
        Scheduler scheduler = scheduler(application, stream, sinks);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> stop(scheduler)));
        System.out.println(application + ": reading " + stream);
        scheduler.run();
    }

    /// Lets sinks finish and hands the shards over.
    private static void stop(Scheduler scheduler) {
        try {
            scheduler.startGracefulShutdown().get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            System.err.println("not stopped gracefully, which loses nothing: " + e);
        }
    }

    private static Scheduler scheduler(
            String application, String stream, Function<String, Sink> sinks) {
        KinesisAsyncClient kinesis =
                KinesisClientUtil.createKinesisAsyncClient(KinesisAsyncClient.builder());
        var oldest =
                InitialPositionInStreamExtended.newInitialPosition(
                        InitialPositionInStream.TRIM_HORIZON);
        ConfigsBuilder configs =
                new ConfigsBuilder(
                        new SingleStreamTracker(stream, oldest),
                        application,
                        kinesis,
                        DynamoDbAsyncClient.create(),
                        CloudWatchAsyncClient.create(),
                        application + "-" + UUID.randomUUID(),
                        () -> new SinkProcessor(sinks));
        CoordinatorConfig coordinator = configs.coordinatorConfig();
        coordinator.parentShardPollIntervalMillis(PARENT_POLL_MILLIS);
        coordinator.shardConsumerDispatchPollIntervalMillis(IDLE_MILLIS);
        RetrievalConfig retrieval = configs.retrievalConfig();
        retrieval.retrievalSpecificConfig(
                new PollingConfig(stream, kinesis).idleTimeBetweenReadsInMillis(IDLE_MILLIS));
        return new Scheduler(
                configs.checkpointConfig(),
                coordinator,
                hastened(configs.leaseManagementConfig()),
                configs.lifecycleConfig(),
                configs.metricsConfig().metricsFactory(new NullMetricsFactory()),
                // A sink that holds records for a while must be asked even when none follow.
                configs.processorConfig().callProcessRecordsEvenForEmptyRecordList(true),
                retrieval);
    }

    private static LeaseManagementConfig hastened(LeaseManagementConfig leases) {
        leases.failoverTimeMillis(FAILOVER_MILLIS);
        leases.shardSyncIntervalMillis(SHARD_SYNC_MILLIS);
        leases.leaseAssignmentIntervalMillis(ASSIGNMENT_MILLIS);
        leases.gracefulLeaseHandoffConfig(
                GracefulLeaseHandoffConfig.builder()
                        .gracefulLeaseHandoffTimeoutMillis(FAILOVER_MILLIS)
                        .build());
        leases.dynamoDbLockBasedLeaderLeaseDurationInMillis(FAILOVER_MILLIS);
        leases.dynamoDbLockBasedLeaderHeartbeatPeriodInMillis(LEADER_HEARTBEAT_MILLIS);
        // Without it each start asks addresses that only exist within AWS.
        leases.workerUtilizationAwareAssignmentConfig().disableWorkerMetrics(true);
        leases.workerUtilizationAwareAssignmentConfig()
                .workerMetricsReporterFreqInMillis(ALIVE_MILLIS);
        return leases;
    }
}
