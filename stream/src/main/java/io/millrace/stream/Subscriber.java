package io.millrace.stream;

/// Who is sent the events of a {@link Subscription}.
///
/// Its methods are called one after the other, never concurrently, on a thread that may block; they
/// should not, as they hold up nobody but that thread.
public interface Subscriber {
    /// The event that was asked for with {@link Subscription#request()}.
    void event(ShardEvent event);

    /// The subscription is over as planned: its time is up, or the shard's end was in the last
    /// event. The last call.
    void ended();

    /// The subscription is over: taken over by another, its consumer or stream gone, or the log
    /// failed. The last call.
    void failed(StreamException why);
}
