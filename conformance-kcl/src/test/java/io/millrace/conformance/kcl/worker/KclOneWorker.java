package io.millrace.conformance.kcl.worker;

import com.amazonaws.auth.DefaultAWSCredentialsProviderChain;
import com.amazonaws.client.builder.AwsClientBuilder.EndpointConfiguration;
import com.amazonaws.services.cloudwatch.AmazonCloudWatchClientBuilder;
import com.amazonaws.services.kinesis.clientlibrary.lib.worker.InitialPositionInStream;
import com.amazonaws.services.kinesis.clientlibrary.lib.worker.KinesisClientLibConfiguration;
import com.amazonaws.services.kinesis.clientlibrary.lib.worker.Worker;
import java.util.concurrent.TimeUnit;

/// A worker of KCL 1, which is told its endpoints one by one. Ends gracefully when its standard
/// input does.
public final class KclOneWorker {
    private static final long STOP_SECONDS = 60;

    private KclOneWorker() {}

    public static void main(String[] arguments) throws Exception {
        Task task = Task.of(arguments);
        EventLog log = EventLog.open(task.log());
        Worker worker = worker(task, log);
        Thread running = Thread.ofPlatform().name("worker").start(worker);
        System.out.println("started");
        while (System.in.read() >= 0) {
            // Nothing is said to it; it waits for the end.
        }
        boolean stopped = worker.startGracefulShutdown().get(STOP_SECONDS, TimeUnit.SECONDS);
        running.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
        log.close();
        System.exit(stopped ? 0 : 1);
    }

    @SuppressWarnings(
            "deprecation") // the one everybody uses; those that are left take all settings
    private static Worker worker(Task task, EventLog log) {
        String endpoint = System.getenv("AWS_ENDPOINT_URL");
        String region = System.getenv("AWS_REGION");
        KinesisClientLibConfiguration config =
                new KinesisClientLibConfiguration(
                                task.application(),
                                task.stream(),
                                DefaultAWSCredentialsProviderChain.getInstance(),
                                task.worker())
                        .withKinesisEndpoint(endpoint)
                        .withDynamoDBEndpoint(endpoint)
                        .withRegionName(region)
                        .withInitialPositionInStream(InitialPositionInStream.TRIM_HORIZON)
                        .withFailoverTimeMillis(Task.FAILOVER_MILLIS)
                        .withIdleTimeBetweenReadsInMillis(Task.IDLE_MILLIS)
                        .withParentShardPollIntervalMillis(Task.PARENT_POLL_MILLIS)
                        .withShardSyncIntervalMillis(Task.SHARD_SYNC_MILLIS)
                        .withMetricsBufferTimeMillis(Task.METRICS_MILLIS);
        return new Worker.Builder()
                .recordProcessorFactory(() -> new KclOneProcessor(log))
                .config(config)
                .cloudWatchClient(
                        AmazonCloudWatchClientBuilder.standard()
                                .withEndpointConfiguration(
                                        new EndpointConfiguration(endpoint, region))
                                .build())
                .build();
    }
}
