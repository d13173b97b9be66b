package io.millrace.stream;

import io.millrace.log.LogException;
import io.millrace.log.ShardRef;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/// SubscribeToShard: the subscriptions there are, at most one for each consumer and shard.
///
/// Safe for many threads; {@link #step()} is called by one. Neither it nor a subscription has a
/// thread of its own.
final class FanOut {
    /// How long a subscription cannot be taken over.
    private static final long PROTECTED_NANOS = 5_000_000_000L;

    /// What a subscription begins with.
    record Start(SubscriptionKey key, long position, Progress progress) {}

    /// When a subscription wants to know the time.
    private record Due(long nanos, Subscription subscription) implements Comparable<Due> {
        /// The clock's origin is arbitrary, so only differences count.
        @Override
        public int compareTo(Due other) {
            return Long.signum(nanos - other.nanos);
        }
    }

    private final FanOutPorts ports;
    private final ShardPages pages;
    private final StartFinder starts;
    private final EventBudget budget = new EventBudget();
    private final ConcurrentMap<SubscriptionKey, Subscription> live = new ConcurrentHashMap<>();
    private final Queue<Subscription> begun = new ConcurrentLinkedQueue<>();
    private final Queue<Due> holding = new ConcurrentLinkedQueue<>();

    /// Of the thread that steps: one entry for each subscription.
    private final PriorityQueue<Due> due = new PriorityQueue<>();

    /// Of the thread that steps: those whose next event has to wait for its rate.
    private final PriorityQueue<Due> held = new PriorityQueue<>();

    FanOut(FanOutPorts ports) {
        this.ports = ports;
        this.pages = new ShardPages(ports.logs());
        this.starts = new StartFinder(ports.logs(), ports.clock());
    }

    /// Begins a subscription; it sends nothing before it is asked.
    ///
    /// @throws StreamException if it is refused
    Subscription subscribe(SubscribeQuery query, Subscriber to) {
        Start start = check(query);
        SubscriptionKey key = start.key();
        ConsumerMeter meter = ports.meters().of(key);
        Subscription made = new Subscription(this, ports, start, meter, to);
        StreamException refusal =
                ports.meters().admits(meter)
                        ? enter(made)
                        : Refusals.streamRate(key.stream()).toException();
        ports.telemetry().subscribed(key.stream(), key.consumer().name(), refusal == null);
        if (refusal != null) {
            throw refusal;
        }
        begun.add(made);
        return made;
    }

    /// Makes it the one of its consumer and shard.
    ///
    /// @return why it cannot be; null if it is
    private @Nullable StreamException enter(Subscription made) {
        while (true) {
            Subscription former = live.get(made.key());
            if (former == null) {
                if (live.putIfAbsent(made.key(), made) == null) {
                    return null;
                }
            } else if (former.isLive() && isProtected(former)) {
                return made.key().taken();
            } else if (live.replace(made.key(), former, made)) {
                former.fail(made.key().taken());
                return null;
            }
        }
    }

    private boolean isProtected(Subscription former) {
        return former.ageNanos(ports.nanoTime().getAsLong()) < PROTECTED_NANOS;
    }

    /// Refuses what {@link #subscribe} would refuse, but for a subscription there is already.
    Start check(SubscribeQuery query) {
        StreamKey key = query.start().stream();
        int number = ShardIds.parse(query.start().shardId());
        if (number == ShardIds.NONE) {
            throw Refusals.shardNotFound(key, query.start().shardId()).toException();
        }
        StreamRow row = ports.catalogue().find(key);
        if (row == null) {
            throw Refusals.streamNotFound(key).toException();
        }
        ConsumerName consumer = query.consumer();
        ConsumerRow registered = row.consumers().find(ConsumerSelector.of(consumer));
        if (registered == null) {
            throw SettingRefusals.consumerNotFound(key, consumer.name()).toException();
        }
        if (registered.status() != ConsumerStatus.ACTIVE) {
            throw FanOutRefusals.consumerNotActive(key, consumer).toException();
        }
        ShardRow shard = row.isReadable() ? row.shards().find(number) : null;
        if (shard == null) {
            throw Refusals.shardMissing(key, ShardIds.of(number)).toException();
        }
        long position = starts.find(query.start(), row, shard);
        ShardRef log = new ShardRef(row.number(), number);
        try {
            Progress progress = Progress.before(ports.logs(), log, shard, position);
            return new Start(new SubscriptionKey(log, key, consumer), position, progress);
        } catch (LogException e) {
            throw Faults.of(e);
        }
    }

    /// The stream of a subscription.
    ///
    /// @throws StreamException if the stream or the consumer is gone, or about to go
    StreamRow require(SubscriptionKey key) {
        StreamRow row = ports.catalogue().find(key.log().stream());
        if (row == null || row.status() == StreamStatus.DELETING) {
            throw Refusals.streamNotFound(key.stream()).toException();
        }
        ConsumerRow registered = row.consumers().find(ConsumerSelector.of(key.consumer()));
        if (registered == null || registered.status() != ConsumerStatus.ACTIVE) {
            throw SettingRefusals.consumerNotFound(key.stream(), key.consumer().name())
                    .toException();
        }
        return row;
    }

    ShardPages pages() {
        return pages;
    }

    EventBudget budget() {
        return budget;
    }

    /// A stream's row was replaced or removed. Short: the rest is left to the executor.
    void changed(long stream) {
        if (live.isEmpty()) {
            return;
        }
        try {
            ports.executor().execute(() -> review(stream));
        } catch (RejectedExecutionException stopped) {
            // The server ends, and with it every subscription.
        }
    }

    private void review(long stream) {
        for (Subscription subscription : live.values()) {
            SubscriptionKey key = subscription.key();
            if (key.log().stream() == stream) {
                review(subscription);
            }
        }
    }

    /// One whose stream or consumer is gone ends even if nothing was asked of it.
    private void review(Subscription subscription) {
        try {
            var _ = require(subscription.key());
            subscription.signal();
        } catch (StreamException gone) {
            subscription.fail(gone);
        }
    }

    /// Signals a subscription at a time, if a step is late a little later.
    void wakeAt(long nanos, Subscription subscription) {
        holding.add(new Due(nanos, subscription));
    }

    /// A subscription is over.
    void forget(Subscription subscription) {
        live.remove(subscription.key(), subscription);
    }

    /// Subscriptions there are now.
    int count() {
        return live.size();
    }

    /// Does what time demands: heartbeats, ends of lives, and events that waited for their rate.
    /// Does not block.
    void step() {
        long nowNanos = ports.nanoTime().getAsLong();
        for (Subscription each = begun.poll(); each != null; each = begun.poll()) {
            due.add(new Due(nowNanos, each));
        }
        for (Due first = due.peek();
                first != null && first.nanos() - nowNanos <= 0;
                first = due.peek()) {
            due.remove();
            long nextNanos = first.subscription().tick(nowNanos);
            if (nextNanos != Subscription.OVER) {
                due.add(new Due(nextNanos, first.subscription()));
            }
        }
        for (Due each = holding.poll(); each != null; each = holding.poll()) {
            held.add(each);
        }
        for (Due first = held.peek();
                first != null && first.nanos() - nowNanos <= 0;
                first = held.peek()) {
            held.remove();
            first.subscription().signal();
        }
    }
}
