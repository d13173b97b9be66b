package io.millrace.api.kinesis;

import io.millrace.stream.StreamEngine;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Finds operations by `X-Amz-Target`.
final class Operations {
    static final String SERIALIZATION = "SerializationException";
    static final String UNKNOWN_OPERATION = "UnknownOperationException";

    private static final String PREFIX = "Kinesis_20131202.";

    private final Map<String, Operation> byName;
    private final SubscribeToShard subscribe;

    Operations(StreamEngine engine, Executor encoders) {
        subscribe = new SubscribeToShard(engine);
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

        /// The operation that is answered with a stream of events.
        record Subscribing(SubscribeToShard operation) implements Target {}

        /// Nothing the service knows.
        record Unknown() implements Target {}
    }

    /// The operations this server has, but for {@link SubscribeToShard}.
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
        if (name.equals(SubscribeToShard.NAME)) {
            return new Target.Subscribing(subscribe);
        }
        return new Target.Unknown();
    }
}
