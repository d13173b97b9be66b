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
    static final Set<String> NOT_BUILT =
            Set.of(
                    "AddTagsToStream",
                    "CreateChannel",
                    "DeleteChannel",
                    "DeleteResourcePolicy",
                    "DeregisterStreamConsumer",
                    "DescribeAccountSettings",
                    "DescribeChannel",
                    "DescribeStreamConsumer",
                    "DisableEnhancedMonitoring",
                    "EnableEnhancedMonitoring",
                    "GetResourcePolicy",
                    "ListChannels",
                    "ListStreamConsumers",
                    "ListTagsForResource",
                    "ListTagsForStream",
                    "PutResourcePolicy",
                    "RegisterStreamConsumer",
                    "RemoveTagsFromStream",
                    "StartStreamEncryption",
                    "StopStreamEncryption",
                    "TagResource",
                    "UntagResource",
                    "UpdateAccountSettings",
                    "UpdateChannel",
                    "UpdateMaxRecordSize",
                    "UpdateStreamMode",
                    "UpdateStreamRecordDistributionStrategy",
                    "UpdateStreamWarmThroughput");

    private final Map<String, Operation> byName;
    private final SubscribeToShard subscribe;

    Operations(StreamEngine engine, Executor encoders) {
        subscribe = new SubscribeToShard(engine);
        byName =
                List.of(
                                new CreateStream(engine),
                                new DecreaseStreamRetentionPeriod(engine),
                                new DeleteStream(engine),
                                new DescribeLimits(engine),
                                new DescribeStream(engine),
                                new DescribeStreamSummary(engine),
                                new GetRecords(engine),
                                new GetShardIterator(engine),
                                new IncreaseStreamRetentionPeriod(engine),
                                new ListShards(engine),
                                new ListStreams(engine),
                                new MergeShards(engine),
                                new PutRecord(engine, encoders),
                                new PutRecords(engine, encoders),
                                new SplitShard(engine),
                                new UpdateShardCount(engine))
                        .stream()
                        .collect(Collectors.toMap(Operation::name, Function.identity()));
    }

    /// What a target names.
    sealed interface Target {
        /// An operation.
        record Built(Operation operation) implements Target {}

        /// The operation that is answered with a stream of events.
        record Subscribing(SubscribeToShard operation) implements Target {}

        /// An operation the service has and this server has not.
        record NotBuilt(String name) implements Target {}

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
        return NOT_BUILT.contains(name) ? new Target.NotBuilt(name) : new Target.Unknown();
    }
}
