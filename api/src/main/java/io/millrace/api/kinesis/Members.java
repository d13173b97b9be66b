package io.millrace.api.kinesis;

import io.millrace.stream.AccountSettings;
import io.millrace.stream.ChildShardView;
import io.millrace.stream.ConsumerView;
import io.millrace.stream.ShardMetric;
import io.millrace.stream.ShardView;
import io.millrace.stream.StreamView;
import io.millrace.stream.WarmThroughput;
import io.millrace.wire.Output;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// Writes the structures that several answers contain.
final class Members {
    private static final String KMS = "KMS";

    /// A tag takes some 100 bytes.
    private static final int TAG_BYTES = 100;

    private Members() {}

    /// The members that a stream has in every description.
    static void stream(Output output, StreamView stream) {
        output.text("StreamName", stream.key().name())
                .text("StreamARN", stream.key().arn())
                .text("StreamStatus", stream.status().name());
        output.name("StreamModeDetails")
                .beginStructure()
                .text("StreamMode", stream.mode().name())
                .endStructure();
        output.moment("StreamCreationTimestamp", stream.createdMillis());
    }

    /// The members that a stream has in the long descriptions only.
    static void settings(Output output, StreamView stream) {
        output.number("RetentionPeriodHours", stream.retentionHours());
        output.name("EnhancedMonitoring").beginList().beginStructure();
        metrics(output, "ShardLevelMetrics", stream.monitoring());
        output.endStructure().endList();
        String keyId = stream.keyId();
        output.text("EncryptionType", keyId == null ? "NONE" : KMS);
        if (keyId != null) {
            output.text("KeyId", keyId);
        }
    }

    /// A member with names of metrics.
    static void metrics(Output output, String member, Collection<ShardMetric> metrics) {
        output.name(member).beginList();
        metrics.forEach(metric -> output.text(metric.awsName()));
        output.endList();
    }

    /// The members that say records are encrypted; none if they are not.
    static void encryption(Output output, boolean encrypted) {
        if (encrypted) {
            output.text("EncryptionType", KMS);
        }
    }

    static void warmThroughput(Output output, WarmThroughput warm) {
        output.name("WarmThroughput")
                .beginStructure()
                .number("TargetMiBps", warm.targetMibps())
                .number("CurrentMiBps", warm.currentMibps())
                .endStructure();
    }

    /// The members that a consumer has wherever it is told of.
    static void consumer(Output output, ConsumerView consumer) {
        output.text("ConsumerName", consumer.name())
                .text("ConsumerARN", consumer.arn())
                .text("ConsumerStatus", consumer.status().name())
                .moment("ConsumerCreationTimestamp", consumer.createdMillis());
    }

    /// A member with tags.
    ///
    /// @param limit most tags to write
    static void tags(Output output, SortedMap<String, String> tags, int limit) {
        output.name("Tags").beginList();
        tags.entrySet().stream()
                .limit(limit)
                .forEach(tag ->
                        output.beginStructure()
                                .text("Key", tag.getKey())
                                .text("Value", tag.getValue())
                                .endStructure());
        output.endList();
    }

    /// About how long an answer with tags will be.
    static int tagBytes(SortedMap<String, String> tags) {
        return 64 + tags.size() * TAG_BYTES;
    }

    /// The member with an account's commitment to a throughput.
    static void commitment(Output output, AccountSettings settings) {
        output.name("MinimumThroughputBillingCommitment")
                .beginStructure()
                .text("Status", settings.status().name());
        momentOrNone(output, "StartedAt", settings.startedMillis());
        momentOrNone(output, "EndedAt", settings.endedMillis());
        momentOrNone(output, "EarliestAllowedEndAt", settings.earliestEndMillis());
        output.endStructure();
    }

    private static void momentOrNone(Output output, String member, @Nullable Long millis) {
        if (millis != null) {
            output.moment(member, millis);
        }
    }

    /// A member with shards.
    static void shards(Output output, List<ShardView> shards) {
        output.name("Shards").beginList();
        for (ShardView shard : shards) {
            output.beginStructure().text("ShardId", shard.shardId());
            String parent = shard.parentShardId();
            if (parent != null) {
                output.text("ParentShardId", parent);
            }
            String adjacent = shard.adjacentParentShardId();
            if (adjacent != null) {
                output.text("AdjacentParentShardId", adjacent);
            }
            hashKeyRange(output, shard.startingHashKey(), shard.endingHashKey());
            output.name("SequenceNumberRange")
                    .beginStructure()
                    .text("StartingSequenceNumber", shard.startingSequenceNumber());
            String ending = shard.endingSequenceNumber();
            if (ending != null) {
                output.text("EndingSequenceNumber", ending);
            }
            output.endStructure().endStructure();
        }
        output.endList();
    }

    /// A member with the shards that follow a closed one.
    static void childShards(Output output, List<ChildShardView> children) {
        output.name("ChildShards").beginList();
        for (ChildShardView child : children) {
            output.beginStructure().text("ShardId", child.shardId());
            output.name("ParentShards").beginList();
            child.parentShardIds().forEach(output::text);
            output.endList();
            hashKeyRange(output, child.startingHashKey(), child.endingHashKey());
            output.endStructure();
        }
        output.endList();
    }

    private static void hashKeyRange(Output output, String starting, String ending) {
        output.name("HashKeyRange")
                .beginStructure()
                .text("StartingHashKey", starting)
                .text("EndingHashKey", ending)
                .endStructure();
    }
}
