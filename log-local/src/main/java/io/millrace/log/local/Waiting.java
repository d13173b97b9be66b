package io.millrace.log.local;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What waits for the journal, in the order it came, with a way around large appends.
///
/// A large append is held until its turn, and with it whatever came later and concerns one of its
/// shards, or a shard of what is held up so. All else may go before it. So nothing ever overtakes
/// on a shard, and commands, which concern none, keep their order. Once the large append has gone,
/// what it held up is where it would have been without it.
///
/// ```
///   came:    a   L   b   c   d   e      L is large; c concerns a shard of L, d one of c
///   direct:  a       b           e
///   held:        L       c   d
/// ```
///
/// Used by the sequencer alone.
final class Waiting {
    private final int largeBytes;
    private ArrayDeque<Arrival> direct = new ArrayDeque<>();
    private ArrayDeque<Arrival> held = new ArrayDeque<>();
    private Concerns concerns = new Concerns();
    private long arrivals;

    /// A request and how many came before it.
    private record Arrival(long number, Request request) {}

    /// @param largeBytes an append of more is large
    Waiting(int largeBytes) {
        this.largeBytes = largeBytes;
    }

    void add(Request request) {
        Arrival arrival = new Arrival(arrivals++, request);
        if (isLarge(request) || (!held.isEmpty() && concerns.touches(request))) {
            held.addLast(arrival);
            concerns.add(request);
        } else {
            direct.addLast(arrival);
        }
    }

    boolean isLarge(Request request) {
        return request instanceof Request.Appends appends && appends.bytes() > largeBytes;
    }

    boolean isEmpty() {
        return direct.isEmpty() && held.isEmpty();
    }

    /// Whether anything waits that is not held.
    boolean hasDirect() {
        return !direct.isEmpty();
    }

    /// Whether, of all that waits, a large append came first.
    boolean isHeldNext() {
        Arrival large = held.peekFirst();
        Arrival other = direct.peekFirst();
        return large != null && (other == null || large.number < other.number);
    }

    /// The next; null if there is none.
    ///
    /// @param withHeld whether a large append may be it
    @Nullable Request peek(boolean withHeld) {
        Arrival next = withHeld && isHeldNext() ? held.peekFirst() : direct.peekFirst();
        return next == null ? null : next.request;
    }

    /// Removes what {@link #peek} shows.
    void remove(boolean withHeld) {
        if (withHeld && isHeldNext()) {
            held.removeFirst();
            release();
        } else {
            direct.removeFirst();
        }
    }

    /// Removes everything, in the order it came.
    List<Request> removeAll() {
        List<Request> all = new ArrayList<>();
        for (Request next = peek(true); next != null; next = peek(true)) {
            all.add(next);
            remove(true);
        }
        return all;
    }

    /// Lets go of what nothing holds up any more.
    private void release() {
        ArrayDeque<Arrival> before = held;
        ArrayDeque<Arrival> released = new ArrayDeque<>();
        held = new ArrayDeque<>();
        concerns = new Concerns();
        for (Arrival each : before) {
            if (isLarge(each.request) || concerns.touches(each.request)) {
                held.addLast(each);
                concerns.add(each.request);
            } else {
                released.addLast(each);
            }
        }
        if (!released.isEmpty()) {
            direct = merged(released, direct);
        }
    }

    private static ArrayDeque<Arrival> merged(ArrayDeque<Arrival> one, ArrayDeque<Arrival> other) {
        ArrayDeque<Arrival> all = new ArrayDeque<>(one.size() + other.size());
        while (!one.isEmpty() && !other.isEmpty()) {
            boolean first = one.element().number < other.element().number;
            all.addLast(first ? one.removeFirst() : other.removeFirst());
        }
        all.addAll(one);
        all.addAll(other);
        return all;
    }
}
