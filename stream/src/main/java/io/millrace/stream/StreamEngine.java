package io.millrace.stream;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// The operations on streams, for callers that have checked types, lengths and patterns of what
/// they pass.
///
/// Safe for use by many threads. Calls that do not return a future may block and belong on a
/// virtual thread. Refusals are {@link StreamException}s, thrown or in the future, with AWS's text;
/// a fault of the server is one with {@link StreamError#INTERNAL_FAILURE}.
///
/// Futures complete on a thread of the log: what depends on them must be short, or move elsewhere
/// with an executor.
public final class StreamEngine {
    private final StreamControl control;
    private final ConsumerControl consumers;
    private final ResourceControl resources;
    private final SettingControl settings;
    private final AccountControl accounts;
    private final CallRates rates;
    private final Listing listing;
    private final PutPath puts;
    private final IteratorMaker iterators;
    private final RecordReader reader;
    private final FanOut fanOut;
    private final StatsReader stats;

    StreamEngine(
            EngineControls controls,
            Listing listing,
            PutPath puts,
            IteratorMaker iterators,
            RecordReader reader,
            FanOut fanOut,
            StatsReader stats) {
        this.control = controls.streams();
        this.consumers = controls.consumers();
        this.resources = controls.resources();
        this.settings = controls.settings();
        this.accounts = controls.accounts();
        this.rates = controls.rates();
        this.listing = listing;
        this.puts = puts;
        this.iterators = iterators;
        this.reader = reader;
        this.fanOut = fanOut;
        this.stats = stats;
    }

    /// CreateStream. Without a state delay the stream is ACTIVE on return.
    public void createStream(NewStream request) {
        rates.admit(CallRates.Call.CREATE_STREAM, request.key());
        control.create(request);
    }

    /// DeleteStream. Without a state delay the stream is gone on return.
    ///
    /// @param enforceConsumerDeletion whether registered consumers go with it, instead of barring
    ///   it
    public void deleteStream(StreamKey stream, boolean enforceConsumerDeletion) {
        rates.admit(CallRates.Call.DELETE_STREAM, stream);
        control.delete(stream, enforceConsumerDeletion);
    }

    /// DescribeStreamSummary.
    public StreamView describe(StreamKey stream) {
        rates.admit(CallRates.Call.DESCRIBE_STREAM_SUMMARY, stream);
        return listing.view(stream);
    }

    /// DescribeStream.
    ///
    /// @param exclusiveStartShardId shards with greater numbers only; null for all
    /// @param limit page size, 1 to 10000; more than 100 counts as 100
    public StreamDescription describe(
            StreamKey stream, @Nullable String exclusiveStartShardId, int limit) {
        rates.admit(CallRates.Call.DESCRIBE_STREAM, stream);
        return listing.describe(stream, exclusiveStartShardId, limit);
    }

    /// First call of ListStreams.
    ///
    /// @param exclusiveStartName streams whose names follow it only; null for all
    /// @param limit page size, 1 to 10000; more than 100 counts as 100
    public StreamPage listStreams(
            String account, String region, @Nullable String exclusiveStartName, int limit) {
        rates.admit(CallRates.Call.LIST_STREAMS, account, region);
        return listing.streams(account, region, exclusiveStartName, limit);
    }

    /// ListStreams with a token.
    public StreamPage listStreamsOn(String account, String region, String nextToken, int limit) {
        rates.admit(CallRates.Call.LIST_STREAMS, account, region);
        return listing.streamsOn(account, region, nextToken, limit);
    }

    /// First call of ListShards.
    public ShardPage listShards(ShardQuery query) {
        rates.admit(CallRates.Call.LIST_SHARDS, query.stream());
        return listing.shards(query);
    }

    /// ListShards with a token, which carries the query. That the call names nothing else is the
    /// caller's check.
    ///
    /// @param maxResults page size, 1 to 10000; more than 1000 counts as 1000
    public ShardPage listShardsOn(String account, String region, String nextToken, int maxResults) {
        return listing.shardsOn(account, region, nextToken, maxResults);
    }

    /// PutRecord. Data beyond the stream's largest record is refused here, with AWS's text.
    ///
    /// @param sequenceNumberForOrdering decimal digits; null if not given
    /// @return completes when the record is durable; fails with a {@link StreamException}
    public CompletableFuture<PutResult.Stored> putRecord(
            StreamKey stream, PutEntry entry, @Nullable String sequenceNumberForOrdering) {
        return puts.putRecord(stream, entry, sequenceNumberForOrdering);
    }

    /// PutRecords. Records of one shard are stored in the order given. The total size and the size
    /// of each record are checked here, with AWS's texts.
    ///
    /// @param entries 1 to 500
    /// @return one result per entry, in order; fails with a {@link StreamException} if the call as
    ///   a whole is refused
    public CompletableFuture<List<PutResult>> putRecords(StreamKey stream, List<PutEntry> entries) {
        return puts.putRecords(stream, entries);
    }

    /// PutRecord with DryRun: refuses what the put would be refused for, and writes nothing.
    public void checkPut(
            StreamKey stream, PutEntry entry, @Nullable String sequenceNumberForOrdering) {
        puts.check(stream, entry, sequenceNumberForOrdering);
    }

    /// PutRecords with DryRun: refuses what the call as a whole would be refused for, and writes
    /// nothing.
    public void checkPut(StreamKey stream, List<PutEntry> entries) {
        puts.check(stream, entries);
    }

    /// GetShardIterator. The combination of members is checked here, with AWS's texts.
    ///
    /// @return opaque token of at most 512 characters, good for 300 s
    public String shardIterator(IteratorQuery query) {
        return iterators.make(query);
    }

    /// GetRecords.
    ///
    /// @param account caller's account; an iterator of another one is invalid
    /// @param region caller's region
    /// @param iterator as the client sent it, maybe in double quotes
    /// @param limit 1 to 10000
    public RecordPage getRecords(String account, String region, String iterator, int limit) {
        return reader.read(account, region, iterator, limit);
    }

    /// SubscribeToShard. The combination of members is checked here, with AWS's texts.
    ///
    /// @param to sent nothing before {@link Subscription#request()}, but maybe told the end
    public Subscription subscribe(SubscribeQuery query, Subscriber to) {
        return fanOut.subscribe(query, to);
    }

    /// SubscribeToShard as far as it has no effect: refuses what {@link #subscribe} would refuse,
    /// but for a subscription that there is already.
    public void checkSubscribe(SubscribeQuery query) {
        var _ = fanOut.check(query);
    }

    /// Subscriptions there are now.
    public int subscriptions() {
        return fanOut.count();
    }

    /// GetRecords with DryRun: refuses what the call would be refused for, and reads nothing.
    ///
    /// @return the stream the iterator belongs to
    public StreamKey checkRead(String account, String region, String iterator) {
        return reader.check(account, region, iterator);
    }

    /// SplitShard. Without a state delay the children are open on return.
    ///
    /// @param shardId as the client wrote it
    /// @param newStartingHashKey decimal digits, its value not checked yet
    public void splitShard(StreamKey stream, String shardId, String newStartingHashKey) {
        rates.admit(CallRates.Call.SPLIT_SHARD, stream);
        control.split(stream, shardId, newStartingHashKey);
    }

    /// MergeShards. Without a state delay the child is open on return.
    ///
    /// @param shardToMerge the lower shard, as the client wrote it
    /// @param adjacentShardToMerge the higher shard, as the client wrote it
    public void mergeShards(StreamKey stream, String shardToMerge, String adjacentShardToMerge) {
        rates.admit(CallRates.Call.MERGE_SHARDS, stream);
        control.merge(stream, shardToMerge, adjacentShardToMerge);
    }

    /// UpdateShardCount with uniform scaling. Without a state delay it returns when the stream is
    /// ACTIVE again, or after a few seconds while a large change goes on.
    public ShardCountChange updateShardCount(StreamKey stream, int targetShardCount) {
        rates.admit(CallRates.Call.UPDATE_SHARD_COUNT, stream);
        return control.count(stream, targetShardCount);
    }

    /// IncreaseStreamRetentionPeriod. The range of hours is checked here, with AWS's texts.
    public void increaseRetention(StreamKey stream, int hours) {
        rates.admit(CallRates.Call.INCREASE_RETENTION, stream);
        control.retain(stream, hours, true);
    }

    /// DecreaseStreamRetentionPeriod. The range of hours is checked here, with AWS's texts.
    public void decreaseRetention(StreamKey stream, int hours) {
        rates.admit(CallRates.Call.DECREASE_RETENTION, stream);
        control.retain(stream, hours, false);
    }

    /// RegisterStreamConsumer. Without a state delay the consumer is ACTIVE on return.
    ///
    /// @param tags value by key, lengths checked; empty for none
    public ConsumerView registerConsumer(StreamKey stream, String name, Map<String, String> tags) {
        rates.admit(CallRates.Call.REGISTER_CONSUMER, stream);
        return consumers.register(stream, name, tags);
    }

    /// DeregisterStreamConsumer. Without a state delay the consumer is gone on return.
    public void deregisterConsumer(StreamKey stream, ConsumerSelector which) {
        rates.admit(CallRates.Call.DEREGISTER_CONSUMER, stream);
        consumers.deregister(stream, which);
    }

    /// DescribeStreamConsumer.
    public ConsumerView describeConsumer(StreamKey stream, ConsumerSelector which) {
        rates.admit(CallRates.Call.DESCRIBE_CONSUMER, stream);
        return consumers.describe(stream, which);
    }

    /// First call of ListStreamConsumers.
    ///
    /// @param streamCreationMillis which incarnation of the stream is meant; null for any
    /// @param maxResults page size, 1 to 10000; more than 100 counts as 100
    public ConsumerPage listConsumers(
            StreamKey stream, @Nullable Long streamCreationMillis, int maxResults) {
        rates.admit(CallRates.Call.LIST_CONSUMERS, stream);
        return consumers.list(stream, streamCreationMillis, maxResults);
    }

    /// ListStreamConsumers with a token. That the call names nothing else but the stream is the
    /// caller's check.
    ///
    /// @param account caller's account; a token of another one is invalid
    /// @param region caller's region
    /// @param stream a token of another one is invalid
    /// @param maxResults page size, 1 to 10000; more than 100 counts as 100
    public ConsumerPage listConsumersOn(
            String account, String region, StreamKey stream, String nextToken, int maxResults) {
        rates.admit(CallRates.Call.LIST_CONSUMERS, stream);
        return consumers.listOn(account, region, stream, nextToken, maxResults);
    }

    /// AddTagsToStream and TagResource. Characters and the number of tags are checked here, with
    /// AWS's texts.
    ///
    /// @param tags value by key, lengths checked
    public void addTags(ResourceKey resource, Map<String, String> tags) {
        rates.admit(CallRates.Call.ADD_TAGS, resource.stream());
        resources.addTags(resource, tags);
    }

    /// RemoveTagsFromStream and UntagResource. Keys that are not there do no harm.
    public void removeTags(ResourceKey resource, List<String> keys) {
        rates.admit(CallRates.Call.REMOVE_TAGS, resource.stream());
        resources.removeTags(resource, keys);
    }

    /// ListTagsForStream and ListTagsForResource: value by key.
    public SortedMap<String, String> tags(ResourceKey resource) {
        rates.admit(CallRates.Call.LIST_TAGS, resource.stream());
        return resources.tags(resource);
    }

    /// PutResourcePolicy. The policy is kept as it is; that it is JSON is the caller's check.
    public void putPolicy(ResourceKey resource, String policy) {
        resources.putPolicy(resource, policy);
    }

    /// DeleteResourcePolicy; refused if there is none.
    public void deletePolicy(ResourceKey resource) {
        resources.deletePolicy(resource);
    }

    /// GetResourcePolicy.
    ///
    /// @return `{}` if there is none
    public String policy(ResourceKey resource) {
        return resources.policy(resource);
    }

    /// EnableEnhancedMonitoring and DisableEnhancedMonitoring.
    ///
    /// @param metrics to switch on or off; what the API calls `ALL` are all of them
    public MonitoringChange monitor(StreamKey stream, Set<ShardMetric> metrics, boolean enable) {
        rates.admit(CallRates.Call.MONITOR, stream);
        return settings.monitor(stream, metrics, enable);
    }

    /// StartStreamEncryption. Records put from now on count as encrypted.
    ///
    /// @param keyId 1 to 2048 characters, kept as it is
    public void encrypt(StreamKey stream, String keyId) {
        rates.admit(CallRates.Call.ENCRYPT, stream);
        settings.encrypt(stream, keyId);
    }

    /// StopStreamEncryption.
    ///
    /// @param keyId what the client named; AWS asks for it, nothing depends on it
    public void decrypt(StreamKey stream, String keyId) {
        rates.admit(CallRates.Call.ENCRYPT, stream);
        settings.decrypt(stream);
    }

    /// UpdateStreamMode. The shards stay as they are; the mode it has already changes nothing.
    ///
    /// @param warmMibps write throughput to be ready for in MiB/s; null if not given
    public void updateMode(StreamKey stream, StreamMode mode, @Nullable Integer warmMibps) {
        rates.admit(CallRates.Call.UPDATE_MODE, stream);
        settings.updateMode(stream, mode, warmMibps);
    }

    /// UpdateStreamWarmThroughput. The shards for it are there some seconds later.
    ///
    /// @param mibps MiB/s, 0 or more
    public WarmThroughput updateWarmThroughput(StreamKey stream, int mibps) {
        rates.admit(CallRates.Call.UPDATE_WARM_THROUGHPUT, stream);
        return settings.updateWarmThroughput(stream, mibps);
    }

    /// UpdateMaxRecordSize. Records that are there stay, whatever their size.
    ///
    /// @param kib 1024 to 10240
    public void updateMaxRecordSize(StreamKey stream, int kib) {
        rates.admit(CallRates.Call.UPDATE_MAX_RECORD_SIZE, stream);
        settings.updateMaxRecordSize(stream, kib);
    }

    /// UpdateStreamRecordDistributionStrategy. Holds at once, for records put from now on.
    public void updateDistribution(StreamKey stream, Distribution distribution) {
        rates.admit(CallRates.Call.UPDATE_DISTRIBUTION, stream);
        settings.updateDistribution(stream, distribution);
    }

    /// DescribeAccountSettings.
    public AccountSettings accountSettings(String account, String region) {
        rates.admit(CallRates.Call.ACCOUNT_SETTINGS, account, region);
        return accounts.settings(account, region);
    }

    /// UpdateAccountSettings.
    ///
    /// @param enabled whether the account commits itself to a minimum throughput
    public AccountSettings updateAccountSettings(String account, String region, boolean enabled) {
        rates.admit(CallRates.Call.ACCOUNT_SETTINGS, account, region);
        return accounts.update(account, region, enabled);
    }

    /// DescribeLimits.
    public AccountLimits limits(String account, String region) {
        rates.admit(CallRates.Call.DESCRIBE_LIMITS, account, region);
        return listing.limits(account, region);
    }

    /// Counters for metrics.
    public StreamStats stats() {
        return stats.read();
    }
}
