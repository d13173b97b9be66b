package io.millrace.cli.put;

import io.millrace.cli.client.Backoff;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// The records waiting to be sent, one lane for each partition key; decides what the next request
/// holds.
///
/// How order is kept: a lane has at most one request on its way. Its records leave in order, and
/// what was refused goes back to its front before anything behind it leaves. Lanes do not wait for
/// each other, so any number of requests may be on their way, each with other keys.
///
/// Within one request a lane may send many records. A service may refuse one of them and still
/// store a later one; that later one has then overtaken. It is counted, and from then on a lane
/// sends one record a request, so that it happens no more. With `strict` it is so from the start.
///
/// ```text
///   idle --add--> ready --take--> in flight --settle, all stored--> ready, or gone if empty
///                   ^                 |
///                   +--- delayed <----+ settle, some refused
/// ```
///
/// Not thread-safe: the pump's lock guards it.
final class KeyLanes {
    /// <https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html>.
    static final int MAX_RECORDS = 500;

    /// What every service takes; the newest take 10 MiB. A record larger than this goes alone.
    static final int MAX_BYTES = 5 << 20;

    private static final long READY = Long.MIN_VALUE;
    private static final long IN_FLIGHT = Long.MAX_VALUE;

    private static final class Lane {
        private @Nullable PutEntry first;
        private @Nullable PutEntry last;
        private int count;
        private long bytes;
        private boolean idle = true;

        /// When it may be sent again, or one of the two constants.
        private long dueNanos;

        void append(PutEntry entry) {
            if (last == null) {
                first = entry;
            } else {
                last.next = entry;
            }
            last = entry;
            count++;
            bytes += entry.sizeBytes();
        }

        void prepend(PutEntry entry) {
            entry.next = first;
            first = entry;
            if (last == null) {
                last = entry;
            }
            count++;
            bytes += entry.sizeBytes();
        }

        void removeFirst(PutEntry entry) {
            first = entry.next;
            entry.next = null;
            if (first == null) {
                last = null;
            }
            count--;
            bytes -= entry.sizeBytes();
        }
    }

    private final Backoff backoff;
    private final Map<String, Lane> lanes = new HashMap<>();
    private final ArrayDeque<Lane> ready = new ArrayDeque<>();
    private final PriorityQueue<Lane> delayed =
            new PriorityQueue<>(Comparator.comparingLong(lane -> lane.dueNanos));
    private int lanePerRequest;
    private long overtaken;
    private int waiting;
    private long waitingBytes;
    private int readyRecords;
    private long readyBytes;

    /// @param strict whether a request holds at most one record of a key
    KeyLanes(boolean strict, Backoff backoff) {
        this.backoff = backoff;
        this.lanePerRequest = strict ? 1 : MAX_RECORDS;
    }

    /// Puts a record behind all others of its key.
    void add(PutEntry entry) {
        Lane lane = lanes.computeIfAbsent(entry.key(), _ -> new Lane());
        lane.append(entry);
        waiting++;
        waitingBytes += entry.sizeBytes();
        if (lane.idle) {
            lane.idle = false;
            makeReady(lane);
        } else if (isReady(lane)) {
            readyRecords++;
            readyBytes += entry.sizeBytes();
        }
    }

    private static boolean isReady(Lane lane) {
        return lane.dueNanos == READY;
    }

    private void makeReady(Lane lane) {
        lane.dueNanos = READY;
        ready.add(lane);
        readyRecords += lane.count;
        readyBytes += lane.bytes;
    }

    /// Makes the delayed lanes ready whose time has come.
    void wake(long nowNanos) {
        Lane lane = delayed.peek();
        while (lane != null && lane.dueNanos <= nowNanos) {
            delayed.remove();
            makeReady(lane);
            lane = delayed.peek();
        }
    }

    /// Takes what the next request should hold, lane by lane, each in order; empty if nothing may
    /// be sent now.
    List<PutEntry> take() {
        List<PutEntry> request = new ArrayList<>();
        long bytes = 0;
        Lane lane = ready.peek();
        while (lane != null && fits(request, bytes, lane.first)) {
            ready.remove();
            readyRecords -= lane.count;
            readyBytes -= lane.bytes;
            lane.dueNanos = IN_FLIGHT;
            int fromLane = 0;
            PutEntry entry = lane.first;
            while (entry != null && fromLane < lanePerRequest && fits(request, bytes, entry)) {
                lane.removeFirst(entry);
                request.add(entry);
                bytes += entry.sizeBytes();
                fromLane++;
                entry = lane.first;
            }
            lane = ready.peek();
        }
        waiting -= request.size();
        waitingBytes -= bytes;
        return request;
    }

    private static boolean fits(List<PutEntry> request, long bytes, @Nullable PutEntry entry) {
        if (request.isEmpty() || entry == null) {
            return entry != null;
        }
        return request.size() < MAX_RECORDS && bytes + entry.sizeBytes() <= MAX_BYTES;
    }

    /// Takes note of what became of a request made by {@link #take}.
    ///
    /// @param stored for each record whether it was stored
    /// @return how many were not
    int settle(List<PutEntry> request, boolean[] stored, long nowNanos) {
        int refused = 0;
        int end = request.size();
        while (end > 0) {
            int start = end - 1;
            String key = request.get(start).key();
            while (start > 0 && request.get(start - 1).key().equals(key)) {
                start--;
            }
            refused += settleLane(key, request.subList(start, end), stored, start, nowNanos);
            end = start;
        }
        return refused;
    }

    /// Walks a lane's part of a request from its end, so that prepending restores the order.
    private int settleLane(
            String key, List<PutEntry> entries, boolean[] stored, int offset, long nowNanos) {
        Lane lane = Objects.requireNonNull(lanes.get(key), key);
        int refused = 0;
        int failures = 0;
        int storedBehind = 0;
        for (int i = entries.size() - 1; i >= 0; i--) {
            if (stored[offset + i]) {
                storedBehind++;
                continue;
            }
            PutEntry entry = entries.get(i);
            failures = entry.countFailure();
            lane.prepend(entry);
            waiting++;
            waitingBytes += entry.sizeBytes();
            refused++;
            if (storedBehind > 0) {
                overtaken++;
                lanePerRequest = 1;
            }
        }
        if (refused > 0) {
            lane.dueNanos = nowNanos + backoff.nanosAfter(failures);
            delayed.add(lane);
        } else if (lane.count > 0) {
            makeReady(lane);
        } else {
            lanes.remove(key);
        }
        return refused;
    }

    /// Whether a request made now could not hold more.
    boolean isRequestFull() {
        return readyRecords >= MAX_RECORDS || readyBytes >= MAX_BYTES;
    }

    boolean hasReady() {
        return !ready.isEmpty();
    }

    /// Whether nothing waits and nothing is on its way.
    boolean isEmpty() {
        return lanes.isEmpty();
    }

    /// Records that are not on their way.
    int waiting() {
        return waiting;
    }

    long waitingBytes() {
        return waitingBytes;
    }

    /// When the first delayed lane may be sent again; {@link Long#MAX_VALUE} if none is delayed.
    long nextDueNanos() {
        Lane lane = delayed.peek();
        return lane == null ? Long.MAX_VALUE : lane.dueNanos;
    }

    /// Records that were refused while a later one of their key in the same request was stored.
    long overtaken() {
        return overtaken;
    }
}
