package io.millrace.stream;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/// Says which control calls the rates of AWS let pass, and counts those they do not. Safe for many
/// threads.
///
/// A rate holds for an account in a region or for a stream, one second's worth at once. Sources:
/// the API's pages of the operations and `quotas and limits` of the developer guide.
final class CallRates {
    /// More buckets than a busy account has; beyond, all are forgotten, which forgives every debt:
    /// names that clients make up must not fill the memory.
    private static final int MAX_BUCKETS = 20_000;

    private final boolean enforced;
    private final double factor;
    private final LongSupplier nanoTime;
    private final ConcurrentMap<Key, TokenBucket> buckets = new ConcurrentHashMap<>();
    private final LongAdder throttled = new LongAdder();

    /// Control calls, each with what AWS allows a second.
    enum Call {
        CREATE_STREAM(5, false),
        DELETE_STREAM(5, false),
        DESCRIBE_STREAM(10, false),
        DESCRIBE_STREAM_SUMMARY(20, false),
        LIST_STREAMS(5, false),
        LIST_SHARDS(1000, true),
        SPLIT_SHARD(5, false),
        MERGE_SHARDS(5, false),
        UPDATE_SHARD_COUNT(10, false),
        INCREASE_RETENTION(5, false),
        DECREASE_RETENTION(5, false),
        REGISTER_CONSUMER(5, false),
        DEREGISTER_CONSUMER(5, true),
        DESCRIBE_CONSUMER(20, true),
        LIST_CONSUMERS(5, true),
        ADD_TAGS(5, false),
        REMOVE_TAGS(5, false),
        LIST_TAGS(5, false),
        MONITOR(5, false),
        ENCRYPT(5, false),
        UPDATE_MODE(5, false),
        UPDATE_WARM_THROUGHPUT(5, false),
        UPDATE_MAX_RECORD_SIZE(5, false),
        UPDATE_DISTRIBUTION(5, false),
        ACCOUNT_SETTINGS(5, false),
        DESCRIBE_LIMITS(1, false);

        private final double perSecond;
        private final boolean perStream;

        Call(double perSecond, boolean perStream) {
            this.perSecond = perSecond;
            this.perStream = perStream;
        }
    }

    /// Who shares a bucket.
    ///
    /// @param stream empty where the rate is the account's
    private record Key(Call call, String account, String region, String stream) {}

    CallRates(Limits limits, LongSupplier nanoTime) {
        this.enforced = limits.enforced();
        this.factor = limits.factor();
        this.nanoTime = nanoTime;
    }

    /// Lets a call about a stream pass.
    ///
    /// @throws StreamException if it is beyond its rate and rates are enforced
    void admit(Call call, StreamKey stream) {
        String name = call.perStream ? stream.name() : "";
        if (!passes(new Key(call, stream.account(), stream.region(), name))) {
            throw Refusals.streamRate(stream).toException();
        }
    }

    /// Lets a call about an account pass.
    ///
    /// @throws StreamException if it is beyond its rate and rates are enforced
    void admit(Call call, String account, String region) {
        if (!passes(new Key(call, account, region, ""))) {
            throw Refusals.accountRate(account, region).toException();
        }
    }

    /// Calls that were beyond their rates, refused or not.
    long throttled() {
        return throttled.sum();
    }

    private boolean passes(Key key) {
        long now = nanoTime.getAsLong();
        if (buckets.size() > MAX_BUCKETS) {
            buckets.clear();
        }
        double rate = key.call.perSecond * factor;
        TokenBucket bucket =
                buckets.computeIfAbsent(key, _ -> new TokenBucket(rate, Math.max(1, rate), now));
        synchronized (bucket) {
            if (bucket.holds(1, now)) {
                bucket.take(1);
                return true;
            }
        }
        throttled.increment();
        return !enforced;
    }
}
