package io.millrace.stream;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A change of the replicated state, as it stands in the command log. Time and all else that is not
/// in the state comes with it. The bytes are drawn in `docs/format/commands-v1.md`.
sealed interface Command {
    /// When a command was proposed, and when the state it begins is to end.
    record Timing(long atMillis, long dueMillis) {
        /// Whether the state is to end at once.
        boolean immediate() {
            return dueMillis <= atMillis;
        }
    }

    /// Commands about what is set on streams, consumers and accounts.
    sealed interface Setting extends Command {}

    /// Sets the secret for tokens, once.
    record InstallTokenKey(TokenKey key) implements Command {}

    record CreateStream(
            StreamKey key, int shardCount, StreamSettings settings, Timing timing, Quotas quotas)
            implements Command {}

    /// Begins DELETING, or deletes at once.
    ///
    /// @param enforced whether consumers that are registered go with it, instead of barring it
    record DeleteStream(StreamKey key, boolean enforced, Timing timing, Quotas quotas)
            implements Command {}

    /// Ends the states of a stream and its consumers that are due, but DELETING of the stream.
    record Settle(long stream, long atMillis) implements Command {}

    /// Ends DELETING.
    record Forget(long stream) implements Command {}

    record SetRetention(StreamKey key, int hours, boolean increase, long atMillis)
            implements Command {}

    /// Forgets closed shards all of whose records are beyond the horizon.
    record ExpireShards(long stream, List<Integer> shards, long atMillis) implements Command {
        public ExpireShards {
            shards = List.copyOf(shards);
        }
    }

    record RegisterConsumer(StreamKey key, String name, Tags tags, Timing timing, Quotas quotas)
            implements Setting {}

    record DeregisterConsumer(StreamKey key, ConsumerSelector which, Timing timing)
            implements Setting {}

    record AddTags(ResourceKey resource, Tags tags) implements Setting {}

    record RemoveTags(ResourceKey resource, List<String> keys) implements Setting {
        public RemoveTags {
            keys = List.copyOf(keys);
        }
    }

    /// Sets the policy of a stream or a consumer, or takes it away.
    ///
    /// @param policy null to have none
    record SetPolicy(ResourceKey resource, @Nullable String policy) implements Setting {}

    /// Switches shard-level metrics on or off.
    ///
    /// @param metrics to switch on or off; the others stay as they are
    record SetMonitoring(StreamKey key, Set<ShardMetric> metrics, boolean enable, Timing timing)
            implements Setting {
        public SetMonitoring {
            metrics = Set.copyOf(metrics);
        }
    }

    /// Begins, changes or ends encryption.
    ///
    /// @param keyId null to end it
    record SetEncryption(StreamKey key, @Nullable String keyId, Timing timing, Quotas quotas)
            implements Setting {}

    /// Changes the mode.
    ///
    /// @param warmMibps null if none was asked for
    record SetMode(
            StreamKey key,
            StreamMode mode,
            @Nullable Integer warmMibps,
            Timing timing,
            Quotas quotas)
            implements Setting {}

    record SetWarmThroughput(StreamKey key, int mibps, Timing timing) implements Setting {}

    record SetMaxRecord(StreamKey key, int kib, Timing timing) implements Setting {}

    record SetDistribution(StreamKey key, Distribution distribution) implements Setting {}

    /// Commits an account to a minimum throughput, or ends that.
    record SetCommitment(String account, String region, boolean enabled, long atMillis)
            implements Setting {}

    record BeginSplit(
            StreamKey key, int shard, String newStartingHashKey, Timing timing, Quotas quotas)
            implements Command {}

    record BeginMerge(StreamKey key, int shard, int adjacent, Timing timing) implements Command {}

    /// Where a shard is to be split: the upper child begins with the key.
    record Cut(int shard, HashKey at) {}

    /// Begins the splits and merges of a stream on demand that its load asks for.
    ///
    /// @param merges lower ones of two neighbours
    /// @param maxShards most open shards afterwards
    record BeginScaling(
            long stream, List<Cut> cuts, List<Integer> merges, int maxShards, long atMillis)
            implements Command {
        public BeginScaling {
            cuts = List.copyOf(cuts);
            merges = List.copyOf(merges);
        }
    }

    record BeginCount(StreamKey key, int target, Timing timing, Quotas quotas) implements Command {}

    /// The logs of all children are ready.
    record Prepared(long stream, long reshard) implements Command {}

    /// Steps pass the point of no return; each is named by its (lower) parent.
    record Sealing(long stream, long reshard, List<Integer> parents) implements Command {
        public Sealing {
            parents = List.copyOf(parents);
        }
    }

    /// Parents' logs have ended.
    record Sealed(long stream, long reshard, List<ReshardStep.LogEnd> ends, long atMillis)
            implements Command {
        public Sealed {
            ends = List.copyOf(ends);
        }
    }

    /// Gives a reshard up that has sealed nothing.
    record Abort(long stream, long reshard) implements Command {}
}
