package io.millrace.api.kinesis;

import io.millrace.stream.StreamEngine;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Finds operations by `X-Amz-Target`.
final class Operations {
    static final String SERIALIZATION = "SerializationException";
    static final String UNKNOWN_OPERATION = "UnknownOperationException";

    private static final String PREFIX = "Kinesis_20131202.";

    /// Operations of the service that this server does not have yet.
    static final Set<String> NOT_BUILT = Set.of("SubscribeToShard");

    private final Map<String, Operation> byName;

    Operations(StreamEngine engine, Executor encoders) {
        byName =
                List.of(
                                new AddTagsToStream(engine),
                                new CreateChannel(),
                                new CreateStream(engine),
                                new DecreaseStreamRetentionPeriod(engine),
                                new DeleteChannel(),
                                new DeleteResourcePolicy(engine),
                                new DeleteStream(engine),
                                new DeregisterStreamConsumer(engine),
                                new DescribeAccountSettings(engine),
                                new DescribeChannel(),
                                new DescribeLimits(engine),
                                new DescribeStream(engine),
                                new DescribeStreamConsumer(engine),
                                new DescribeStreamSummary(engine),
                                new DisableEnhancedMonitoring(engine),
                                new EnableEnhancedMonitoring(engine),
                                new GetRecords(engine),
                                new GetResourcePolicy(engine),
                                new GetShardIterator(engine),
                                new IncreaseStreamRetentionPeriod(engine),
                                new ListChannels(),
                                new ListShards(engine),
                                new ListStreamConsumers(engine),
                                new ListStreams(engine),
                                new ListTagsForResource(engine),
                                new ListTagsForStream(engine),
                                new MergeShards(engine),
                                new PutRecord(engine, encoders),
                                new PutRecords(engine, encoders),
                                new PutResourcePolicy(engine),
                                new RegisterStreamConsumer(engine),
                                new RemoveTagsFromStream(engine),
                                new SplitShard(engine),
                                new StartStreamEncryption(engine),
                                new StopStreamEncryption(engine),
                                new TagResource(engine),
                                new UntagResource(engine),
                                new UpdateAccountSettings(engine),
                                new UpdateChannel(),
                                new UpdateMaxRecordSize(engine),
                                new UpdateShardCount(engine),
                                new UpdateStreamMode(engine),
                                new UpdateStreamRecordDistributionStrategy(engine),
                                new UpdateStreamWarmThroughput(engine))
                        .stream()
                        .collect(Collectors.toMap(Operation::name, Function.identity()));
    }

    /// What a target names.
    sealed interface Target {
        /// An operation.
        record Built(Operation operation) implements Target {}

        /// An operation the service has and this server has not.
        record NotBuilt(String name) implements Target {}

        /// Nothing the service knows.
        record Unknown() implements Target {}
    }

    /// The operations this server has.
    Collection<Operation> all() {
        return byName.values();
    }

    Target find(@Nullable String target) {
        if (target == null || !target.startsWith(PREFIX)) {
            return new Target.Unknown();
        }
        String name = target.substring(PREFIX.length());
        Operation operation = byName.get(name);
        if (operation != null) {
            return new Target.Built(operation);
        }
        return NOT_BUILT.contains(name) ? new Target.NotBuilt(name) : new Target.Unknown();
    }
}
