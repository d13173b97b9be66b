package io.millrace.api.kinesis;

import io.millrace.stream.ChildShardView;
import io.millrace.stream.ShardView;
import io.millrace.stream.StreamView;
import io.millrace.wire.Output;
import java.util.List;

/// Writes the structures that several answers contain.
final class Members {
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
        output.name("EnhancedMonitoring")
                .beginList()
                .beginStructure()
                .name("ShardLevelMetrics")
                .beginList()
                .endList()
                .endStructure()
                .endList();
        output.text("EncryptionType", "NONE");
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
