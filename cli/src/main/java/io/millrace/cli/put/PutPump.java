package io.millrace.cli.put;

import io.millrace.cli.client.Failures;
import io.millrace.cli.terminal.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;

/// Sends records in as few and as full requests as it can, several at a time, until each is stored.
///
/// Order holds for each partition key; {@link KeyLanes} says how. A request that got no answer is
/// sent again, so a record may be stored twice, as with every Kinesis client; it then stands twice
/// in the same order. Gives up when nothing at all could be stored for a while, or at once when the
/// service says that it never will be.
///
/// {@link #add} blocks while too much waits, which holds the reader of the input back. Thread-safe.
final class PutPump implements AutoCloseable {
    private static final int MAX_WAITING_RECORDS = 20_000;
    private static final long MAX_WAITING_BYTES = 32L << 20;

    /// A request that could hold more waits this long for more to come.
    private static final long LINGER_NANOS = 2_000_000;

    private final KinesisClient client;
    private final String stream;
    private final KeyLanes lanes;
    private final PutTotals totals;
    private final LongSupplier nanoClock;
    private final long patienceNanos;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Condition room = lock.newCondition();
    private final List<Thread> senders = new ArrayList<>();
    private boolean ended;
    private boolean inTrouble;
    private long troubleSinceNanos;
    private @Nullable Failure failure;

    /// @param patience how long to go on while nothing can be stored
    PutPump(
            KinesisClient client,
            String stream,
            KeyLanes lanes,
            PutTotals totals,
            LongSupplier nanoClock,
            Duration patience) {
        this.client = client;
        this.stream = stream;
        this.lanes = lanes;
        this.totals = totals;
        this.nanoClock = nanoClock;
        this.patienceNanos = patience.toNanos();
    }

    /// Starts sending, `parallel` requests at a time.
    PutPump start(int parallel) {
        for (int i = 0; i < parallel; i++) {
            senders.add(Thread.ofVirtual().name("sender-" + i).start(this::sendUntilDrained));
        }
        return this;
    }

    /// Hands a record over; blocks while too many wait.
    ///
    /// @throws Failure if sending has failed for good
    void add(PutEntry entry) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (failure == null && isFull()) {
                room.await();
            }
            throwIfFailed();
            boolean wasFull = lanes.isRequestFull();
            boolean hadReady = lanes.hasReady();
            lanes.add(entry);
            if (!hadReady || (!wasFull && lanes.isRequestFull())) {
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean isFull() {
        return lanes.waiting() >= MAX_WAITING_RECORDS || lanes.waitingBytes() >= MAX_WAITING_BYTES;
    }

    private void throwIfFailed() {
        if (failure != null) {
            throw failure;
        }
    }

    /// Waits until every record handed over is stored.
    ///
    /// @throws Failure if some could not be
    void drain() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        for (Thread sender : senders) {
            sender.join();
        }
        lock.lockInterruptibly();
        try {
            throwIfFailed();
        } finally {
            lock.unlock();
        }
    }

    /// Records that were refused while the service stored a later one of the same key.
    long overtaken() {
        lock.lock();
        try {
            return lanes.overtaken();
        } finally {
            lock.unlock();
        }
    }

    /// Stops without waiting for what was not sent yet.
    @Override
    public void close() {
        fail(new Failure("stopped"));
        senders.forEach(Thread::interrupt);
    }

    private void sendUntilDrained() {
        try {
            List<PutEntry> request = next();
            while (!request.isEmpty()) {
                send(request);
                request = next();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            fail(new Failure("put broke: " + e, e));
        }
    }

    /// Waits for the next request; empty when there is nothing more to send.
    private List<PutEntry> next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long lingerUntil = Long.MAX_VALUE;
            while (failure == null && !(ended && lanes.isEmpty())) {
                long now = nanoClock.getAsLong();
                lanes.wake(now);
                lingerUntil =
                        lanes.hasReady()
                                ? Math.min(lingerUntil, now + LINGER_NANOS)
                                : Long.MAX_VALUE;
                if (lanes.hasReady() && (ended || lanes.isRequestFull() || now >= lingerUntil)) {
                    List<PutEntry> request = lanes.take();
                    room.signalAll();
                    return request;
                }
                long wakeAt = Math.min(lingerUntil, lanes.nextDueNanos());
                if (wakeAt == Long.MAX_VALUE) {
                    changed.await();
                } else {
                    long _ = changed.awaitNanos(wakeAt - now);
                }
            }
            return List.of();
        } finally {
            lock.unlock();
        }
    }

    private void send(List<PutEntry> request) throws InterruptedException {
        boolean[] stored = new boolean[request.size()];
        String refusal = "";
        try {
            refusal = readReply(call(request), request, stored);
        } catch (SdkException e) {
            refusal = Failures.describe(e);
            if (!Failures.passes(e)) {
                fail(new Failure(refusal, e));
            }
        }
        settle(request, stored, refusal);
    }

    private List<PutRecordsResultEntry> call(List<PutEntry> request) {
        List<PutRecordsRequestEntry> entries = new ArrayList<>(request.size());
        for (PutEntry entry : request) {
            entries.add(
                    PutRecordsRequestEntry.builder()
                            .partitionKey(entry.key())
                            .data(SdkBytes.fromByteArrayUnsafe(entry.data()))
                            .build());
        }
        return client.putRecords(b -> b.streamName(stream).records(entries)).records();
    }

    private String readReply(
            List<PutRecordsResultEntry> results, List<PutEntry> request, boolean[] stored) {
        if (results.size() != request.size()) {
            throw new Failure(
                    "the service answered "
                            + request.size()
                            + " records with "
                            + results.size()
                            + " results");
        }
        String refusal = "";
        for (int i = 0; i < stored.length; i++) {
            PutRecordsResultEntry result = results.get(i);
            stored[i] = result.errorCode() == null;
            if (stored[i]) {
                totals.countStored(request.get(i).data().length);
            } else {
                refusal = result.errorCode() + ": " + result.errorMessage();
            }
        }
        return refusal;
    }

    private void settle(List<PutEntry> request, boolean[] stored, String refusal)
            throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long now = nanoClock.getAsLong();
            int refused = lanes.settle(request, stored, now);
            totals.countRefused(refused);
            if (refused < request.size()) {
                inTrouble = false;
            } else if (!inTrouble) {
                inTrouble = true;
                troubleSinceNanos = now;
            }
            if (failure == null && inTrouble && now - troubleSinceNanos > patienceNanos) {
                failure = new Failure("gave up, for nothing could be stored: " + refusal);
                room.signalAll();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void fail(Failure cause) {
        lock.lock();
        try {
            if (failure == null) {
                failure = cause;
            }
            changed.signalAll();
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
