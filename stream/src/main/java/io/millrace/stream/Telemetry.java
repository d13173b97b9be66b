package io.millrace.stream;

/// Hears what the engine does, call by call: the border towards whoever keeps metrics.
///
/// Told on the thread that ends a call, for puts one of the log's, before the caller has its
/// answer: it must be short, must not block and must not throw. Calls that are refused as a whole
/// for what they say (streams that do not exist, broken members) are not told.
public interface Telemetry {
    /// Nobody listens.
    Telemetry NONE =
            new Telemetry() {
                @Override
                public void put(PutTally tally) {}

                @Override
                public void read(ReadTally tally) {}

                @Override
                public void subscribed(StreamKey stream, String consumer, boolean admitted) {}

                @Override
                public void sent(EventTally tally) {}
            };

    /// A PutRecord or PutRecords has ended.
    void put(PutTally tally);

    /// A GetRecords has ended, or was refused for its rate.
    void read(ReadTally tally);

    /// A SubscribeToShard was answered.
    ///
    /// @param consumer name of the consumer
    /// @param admitted false if it was refused for its rate, or for another subscription
    void subscribed(StreamKey stream, String consumer, boolean admitted);

    /// An event of a subscription was handed to its consumer.
    void sent(EventTally tally);
}
