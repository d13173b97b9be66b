package io.millrace.stream;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/// The meters of the consumers that have subscribed, and counters of what was beyond the limits.
/// Safe for many threads.
final class ConsumerMeters {
    /// More than there are subscriptions at once; beyond, all are forgotten, which forgives every
    /// debt: consumers come and go for as long as the server runs.
    private static final int MAX_METERS = 50_000;

    private final Limits limits;
    private final LongSupplier nanoTime;
    private final ConcurrentMap<SubscriptionKey, ConsumerMeter> meters = new ConcurrentHashMap<>();
    private final LongAdder throttledCalls = new LongAdder();
    private final LongAdder delayedEvents = new LongAdder();

    ConsumerMeters(Limits limits, LongSupplier nanoTime) {
        this.limits = limits;
        this.nanoTime = nanoTime;
    }

    ConsumerMeter of(SubscriptionKey key) {
        if (meters.size() > MAX_METERS) {
            meters.clear();
        }
        return meters.computeIfAbsent(key, _ -> new ConsumerMeter(limits, nanoTime.getAsLong()));
    }

    /// Whether a call may be made now; counts it if it is beyond the rate.
    boolean admits(ConsumerMeter meter) {
        if (meter.admits(nanoTime.getAsLong())) {
            return true;
        }
        throttledCalls.increment();
        return !limits.enforced();
    }

    /// An event came later than it could have, or would have on AWS.
    void delayed() {
        delayedEvents.increment();
    }

    /// Calls beyond the rate, refused or not.
    long throttledCalls() {
        return throttledCalls.sum();
    }

    /// Events beyond the rate, delayed or not.
    long delayedEvents() {
        return delayedEvents.sum();
    }
}
