package io.millrace.stream;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// What an engine told.
final class Heard implements Telemetry {
    final List<PutTally> puts = new CopyOnWriteArrayList<>();
    final List<ReadTally> reads = new CopyOnWriteArrayList<>();
    final List<Subscribed> subscribes = new CopyOnWriteArrayList<>();
    final List<EventTally> events = new CopyOnWriteArrayList<>();

    /// A call of SubscribeToShard.
    record Subscribed(StreamKey stream, String consumer, boolean admitted) {}

    @Override
    public void put(PutTally tally) {
        puts.add(tally);
    }

    @Override
    public void read(ReadTally tally) {
        reads.add(tally);
    }

    @Override
    public void subscribed(StreamKey stream, String consumer, boolean admitted) {
        subscribes.add(new Subscribed(stream, consumer, admitted));
    }

    @Override
    public void sent(EventTally tally) {
        events.add(tally);
    }
}
