package io.millrace.stream;

import io.millrace.log.Entry;
import io.millrace.log.LogClosedException;
import io.millrace.log.ShardRef;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One consumer that is sent the records of one shard as they become durable.
///
/// It is live until its end is decided, then over once the subscriber has been told. Whatever may
/// move it on - a demand, new records, the clock, a change of the stream, its end - is a signal; a
/// signal runs it on the executor, and while it runs further signals make it run once more. So it
/// is never run by two threads, holds none while it waits, and misses nothing.
public final class Subscription implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Subscription.class);

    /// Longest silence: clients give up after 10 s, AWS speaks about every 5 s. What is missing to
    /// 5 s is for the step and the executor to be late.
    static final long HEARTBEAT_NANOS = 4_500_000_000L;

    static final long LIFE_NANOS = 300_000_000_000L;

    /// What {@link #tick} returns when no further call is wanted.
    static final long OVER = Long.MIN_VALUE;

    /// Most records in an event; the smallest ones would make a page of bytes too long to encode.
    private static final int MAX_RECORDS = 2_000;

    /// Rounds after which others on the executor have their turn.
    private static final int ROUNDS = 16;

    /// Why it ends; a failure is for the subscriber, `toTell` false if there is nobody to tell.
    private record Ending(@Nullable StreamException failure, boolean toTell) {
        static final Ending AS_PLANNED = new Ending(null, true);
        static final Ending CANCELLED = new Ending(null, false);
    }

    private final FanOut owner;
    private final FanOutPorts ports;
    private final SubscriptionKey key;
    private final ShardRef log;
    private final Subscriber to;
    private final Progress progress;
    private final ConsumerMeter meter;
    private final long startedNanos;
    private final AtomicInteger signals = new AtomicInteger();
    private final AtomicReference<@Nullable Ending> ending = new AtomicReference<>();
    private volatile boolean demanded;
    private volatile boolean overdue = true;
    private volatile long lastEventNanos;
    private volatile boolean over;

    // Of the thread that runs it.
    private long next;
    private long heldBytes;
    private long heldUntilNanos;
    private boolean held;
    private @Nullable CompletableFuture<Void> waiting;

    Subscription(
            FanOut owner,
            FanOutPorts ports,
            FanOut.Start start,
            ConsumerMeter meter,
            Subscriber to) {
        this.owner = owner;
        this.ports = ports;
        this.key = start.key();
        this.log = key.log();
        this.next = start.position();
        this.progress = start.progress();
        this.meter = meter;
        this.to = to;
        this.startedNanos = ports.nanoTime().getAsLong();
        this.lastEventNanos = startedNanos;
        this.heldUntilNanos = startedNanos;
    }

    /// Asks for one more event: at the beginning, and whenever the former has been written. The
    /// first comes at once, with or without records.
    public void request() {
        demanded = true;
        signal();
    }

    /// Nobody wants to hear any more. Idempotent.
    public void cancel() {
        end(Ending.CANCELLED);
    }

    /// The subscription has failed, unless its end was decided before.
    void fail(StreamException why) {
        end(new Ending(why, true));
    }

    private void end(Ending how) {
        if (ending.compareAndSet(null, how)) {
            signal();
        }
    }

    SubscriptionKey key() {
        return key;
    }

    boolean isLive() {
        return ending.get() == null;
    }

    /// Time since it began.
    long ageNanos(long nowNanos) {
        return nowNanos - startedNanos;
    }

    /// Something has happened.
    void signal() {
        if (signals.getAndIncrement() == 0) {
            submit();
        }
    }

    private void submit() {
        try {
            ports.executor().execute(this);
        } catch (RejectedExecutionException stopped) {
            // The server ends, and with it every connection.
            over = true;
            owner.forget(this);
        }
    }

    /// Moves it on as far as it goes.
    @Override
    public void run() {
        int seen = signals.get();
        for (int round = 0; seen > 0; round++) {
            if (round == ROUNDS) {
                submit();
                return;
            }
            step();
            seen = signals.addAndGet(-seen);
        }
    }

    private void step() {
        Ending how = ending.get();
        if (over) {
            return;
        }
        if (how != null) {
            finish(how);
            return;
        }
        if (!demanded) {
            return;
        }
        try {
            deliver();
        } catch (StreamException gone) {
            finish(new Ending(gone, true));
        } catch (LogClosedException stopped) {
            finish(new Ending(Faults.of(stopped), true));
        } catch (RuntimeException broken) {
            LOG.error("the subscription to shard {} failed", log, broken);
            finish(new Ending(Faults.of(broken), true));
        }
    }

    private void deliver() {
        // There is a demand, so what was handed out before has been written.
        release();
        StreamRow row = owner.require(key);
        ShardRow shard = row.shards().find(log.shard());
        if (shard == null) {
            throw Refusals.shardMissing(row.key(), ShardIds.of(log.shard())).toException();
        }
        long nowMillis = ports.clock().millis();
        int room = meter.room(ports.nanoTime().getAsLong());
        if (room == 0) {
            hold(row, nowMillis);
            return;
        }
        int most = Math.min(room, owner.budget().pageBytes());
        var limits = new ShardPages.Limits(MAX_RECORDS, most);
        ShardPages.Page page = owner.pages().read(row, shard, next, limits, nowMillis);
        next = page.nextPosition();
        Entry last = page.last();
        if (last != null) {
            progress.past(last);
        }
        List<ChildShardView> children = page.children();
        if (last != null || overdue || !children.isEmpty()) {
            long behind = owner.pages().millisBehind(log, page, nowMillis);
            String number = children.isEmpty() ? progress.number(nowMillis) : null;
            emit(row, new ShardEvent(page.records(), number, behind, children), page.bytes());
        } else {
            await();
        }
    }

    /// Sends no records until there is room for some, but speaks up when it has to.
    private void hold(StreamRow row, long nowMillis) {
        long nowNanos = ports.nanoTime().getAsLong();
        if (overdue) {
            long behind = owner.pages().millisBehind(log, next, nowMillis);
            String number = progress.number(nowMillis);
            emit(row, new ShardEvent(List.of(), number, behind, List.of()), 0);
        } else if (heldUntilNanos - nowNanos <= 0) {
            held = true;
            heldUntilNanos = nowNanos + meter.nanosToRoom(nowNanos);
            owner.wakeAt(heldUntilNanos, this);
        }
    }

    private void emit(StreamRow row, ShardEvent event, long bytes) {
        long nowNanos = ports.nanoTime().getAsLong();
        demanded = false;
        overdue = false;
        lastEventNanos = nowNanos;
        heldBytes = bytes;
        owner.budget().take(bytes);
        boolean early = meter.charge(bytes, nowNanos);
        if (!event.records().isEmpty()) {
            if (early || held) {
                ports.meters().delayed();
            }
            held = false;
        }
        ports.telemetry().sent(tally(row, event, bytes));
        to.event(event);
        if (event.continuationSequenceNumber() == null) {
            finish(Ending.AS_PLANNED);
        }
    }

    private EventTally tally(StreamRow row, ShardEvent event, long bytes) {
        return new EventTally(
                key.stream(),
                key.consumer().name(),
                ShardIds.of(log.shard()),
                row.monitoring(),
                event.records().size(),
                bytes,
                event.millisBehindLatest());
    }

    /// Waits for the log, unless it is waited for already.
    private void await() {
        if (waiting != null && !waiting.isDone()) {
            return;
        }
        CompletableFuture<Void> more = ports.logs().await(log, next);
        if (more.isDone() && ports.logs().tip(log).nextPosition() <= next) {
            // Sealed or dropped: what that means is about to be in the stream's row, and a change
            // of that is a signal.
            return;
        }
        waiting = more;
        var _ = more.whenComplete((_, _) -> signal());
    }

    private void release() {
        owner.budget().giveBack(heldBytes);
        heldBytes = 0;
    }

    private void finish(Ending how) {
        over = true;
        ending.compareAndSet(null, how);
        owner.forget(this);
        release();
        CompletableFuture<Void> awaited = waiting;
        if (awaited != null) {
            waiting = null;
            awaited.cancel(false);
        }
        StreamException failure = how.failure();
        if (!how.toTell()) {
            return;
        }
        if (failure != null) {
            to.failed(failure);
        } else {
            to.ended();
        }
    }

    /// Lets time do what it must: ends it, or makes it speak up.
    ///
    /// @return when to call again, {@link #OVER} if never
    long tick(long nowNanos) {
        if (over) {
            return OVER;
        }
        long endNanos = startedNanos + LIFE_NANOS;
        if (nowNanos - endNanos >= 0) {
            end(Ending.AS_PLANNED);
            return OVER;
        }
        long dueNanos = lastEventNanos + HEARTBEAT_NANOS;
        if (nowNanos - dueNanos >= 0) {
            overdue = true;
            signal();
            dueNanos = nowNanos + HEARTBEAT_NANOS;
        }
        return dueNanos - endNanos < 0 ? dueNanos : endNanos;
    }
}
