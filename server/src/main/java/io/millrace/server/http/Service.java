package io.millrace.server.http;

import io.millrace.api.Endpoint;
import io.millrace.api.Reply;
import io.millrace.api.Request;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/// What all exchanges of one server share, and which of its three states it is in: starting (every
/// request gets 503), ready, draining (requests are still answered, and every answer says that the
/// connection closes).
final class Service {
    private final BodyBudget budget;
    private final Turns turns;
    private final Replies replies;
    private final Executor executor;
    private final LongSupplier nanos;
    private final RequestObserver observer;
    private final Turns.Timer timer;
    private final Running running = new Running();
    private final Set<EventWrite> events = ConcurrentHashMap.newKeySet();
    private volatile Endpoint endpoint = Service::notReady;
    private volatile boolean open;
    private volatile boolean draining;

    Service(
            BodyBudget budget,
            Turns turns,
            Replies replies,
            Executor executor,
            LongSupplier nanos,
            RequestObserver observer,
            Turns.Timer timer) {
        this.budget = budget;
        this.turns = turns;
        this.replies = replies;
        this.executor = executor;
        this.nanos = nanos;
        this.observer = observer;
        this.timer = timer;
    }

    void open(Endpoint opened) {
        endpoint = opened;
        open = true;
    }

    /// Also ends the answers that would go on: at once, or after a grace for those whose last piece
    /// is not taken.
    void drain() {
        draining = true;
        end(events);
    }

    /// An answer in pieces begins.
    void began(EventWrite write) {
        events.add(write);
        if (draining) {
            end(Set.of(write));
        }
    }

    private void end(Set<EventWrite> writes) {
        writes.forEach(EventWrite::drain);
        timer.after(HttpLimits.DRAIN_GRACE.toNanos(), () -> writes.forEach(EventWrite::abandon));
    }

    void ended(EventWrite write) {
        events.remove(write);
    }

    boolean ready() {
        return open && !draining;
    }

    boolean draining() {
        return draining;
    }

    Endpoint endpoint() {
        return endpoint;
    }

    BodyBudget budget() {
        return budget;
    }

    Turns turns() {
        return turns;
    }

    Replies replies() {
        return replies;
    }

    Executor executor() {
        return executor;
    }

    LongSupplier nanos() {
        return nanos;
    }

    RequestObserver observer() {
        return observer;
    }

    Running running() {
        return running;
    }

    /// Retried by every AWS SDK, unlike a refused connection by some.
    private static CompletionStage<Reply> notReady(Request request) {
        return CompletableFuture.completedStage(
                new Reply.Whole(503, List.of(), ByteBuffer.allocate(0)));
    }
}
