package io.millrace.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A subscriber that keeps what it was sent. It asks for the next event by itself, or when told.
final class Listener implements Subscriber {
    private final World world;
    private final boolean eager;
    final List<ShardEvent> events = new ArrayList<>();
    @Nullable StreamException failure;
    boolean ended;
    private @Nullable Subscription subscription;

    private Listener(World world, boolean eager) {
        this.world = world;
        this.eager = eager;
    }

    /// One that reads all the time.
    static Listener eager(World world, SubscribeQuery query) {
        return new Listener(world, true).subscribe(query);
    }

    /// One that reads only what it {@link #ask}s for.
    static Listener slow(World world, SubscribeQuery query) {
        return new Listener(world, false).subscribe(query);
    }

    private Listener subscribe(SubscribeQuery query) {
        Subscription made = world.engine.subscribe(query, this);
        subscription = made;
        if (eager) {
            made.request();
        }
        world.settle();
        return this;
    }

    void ask() {
        Objects.requireNonNull(subscription).request();
        world.settle();
    }

    void cancel() {
        Objects.requireNonNull(subscription).cancel();
        world.settle();
    }

    @Override
    public void event(ShardEvent event) {
        requireLive();
        events.add(event);
        if (eager) {
            Objects.requireNonNull(subscription).request();
        }
    }

    @Override
    public void ended() {
        requireLive();
        ended = true;
    }

    @Override
    public void failed(StreamException why) {
        requireLive();
        failure = why;
    }

    private void requireLive() {
        if (isOver()) {
            throw new AssertionError("told something after the end");
        }
    }

    boolean isOver() {
        return ended || failure != null;
    }

    List<String> texts() {
        return events.stream().flatMap(event -> event.records().stream()).map(World::text).toList();
    }

    ShardEvent last() {
        return events.getLast();
    }

    /// The last number to go on from.
    String number() {
        return Objects.requireNonNull(last().continuationSequenceNumber());
    }
}
