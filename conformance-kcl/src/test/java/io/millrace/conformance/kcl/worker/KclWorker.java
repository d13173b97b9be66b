package io.millrace.conformance.kcl.worker;

import java.util.concurrent.TimeUnit;
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
import software.amazon.kinesis.metrics.MetricsConfig;
import software.amazon.kinesis.processor.SingleStreamTracker;
import software.amazon.kinesis.retrieval.RetrievalConfig;
import software.amazon.kinesis.retrieval.RetrievalSpecificConfig;
import software.amazon.kinesis.retrieval.fanout.FanOutConfig;
import software.amazon.kinesis.retrieval.polling.PollingConfig;

/// A worker of KCL 2 or 3. Finds the server by `AWS_ENDPOINT_URL`; everything else is KCL's own way
/// but for intervals, which are short. Ends gracefully when its standard input does.
public final class KclWorker {
    private static final long STOP_SECONDS = 60;

    private KclWorker() {}

    public static void main(String[] arguments) throws Exception {
        Task task = Task.of(arguments);
        EventLog log = EventLog.open(task.log());
        Scheduler scheduler = scheduler(task, log);
        Thread running = Thread.ofPlatform().name("scheduler").start(scheduler);
        System.out.println("started");
        while (System.in.read() >= 0) {
            // Nothing is said to it; it waits for the end.
        }
        boolean stopped = scheduler.startGracefulShutdown().get(STOP_SECONDS, TimeUnit.SECONDS);
        running.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
        log.close();
        System.exit(stopped ? 0 : 1);
    }

    private static Scheduler scheduler(Task task, EventLog log) {
        KinesisAsyncClient kinesis =
                KinesisClientUtil.createKinesisAsyncClient(KinesisAsyncClient.builder());
        var from =
                InitialPositionInStreamExtended.newInitialPosition(
                        InitialPositionInStream.TRIM_HORIZON);
        ConfigsBuilder configs =
                new ConfigsBuilder(
                        new SingleStreamTracker(task.stream(), from),
                        task.application(),
                        kinesis,
                        DynamoDbAsyncClient.create(),
                        CloudWatchAsyncClient.create(),
                        task.worker(),
                        () -> new RecordingProcessor(log));
        CoordinatorConfig coordinator = configs.coordinatorConfig();
        coordinator.parentShardPollIntervalMillis(Task.PARENT_POLL_MILLIS);
        coordinator.shardConsumerDispatchPollIntervalMillis(Task.IDLE_MILLIS);
        LeaseManagementConfig leases = configs.leaseManagementConfig();
        leases.failoverTimeMillis(Task.FAILOVER_MILLIS);
        leases.shardSyncIntervalMillis(Task.SHARD_SYNC_MILLIS);
        if (!System.getProperty("kcl", "2").startsWith("2")) {
            KclThree.hasten(leases);
        }
        MetricsConfig metrics = configs.metricsConfig();
        metrics.metricsBufferTimeMillis(Task.METRICS_MILLIS);
        RetrievalConfig retrieval = configs.retrievalConfig();
        retrieval.retrievalSpecificConfig(specific(task, kinesis));
        return new Scheduler(
                configs.checkpointConfig(),
                coordinator,
                leases,
                configs.lifecycleConfig(),
                metrics,
                configs.processorConfig(),
                retrieval);
    }

    private static RetrievalSpecificConfig specific(Task task, KinesisAsyncClient kinesis) {
        return task.fanOut()
                ? new FanOutConfig(kinesis)
                        .streamName(task.stream())
                        .applicationName(task.application())
                : new PollingConfig(task.stream(), kinesis)
                        .idleTimeBetweenReadsInMillis(Task.IDLE_MILLIS);
    }
}
