package io.millrace.api.kinesis;

import io.millrace.api.Feed;
import io.millrace.stream.ShardEvent;
import io.millrace.stream.StreamException;
import io.millrace.stream.Subscriber;
import io.millrace.stream.Subscription;
import io.millrace.wire.EventFrame;
import io.millrace.wire.Format;
import io.millrace.wire.Output;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Turns the events of a subscription into frames, behind the frame that every stream begins with.
///
/// The subscription tells its end on its own thread, maybe before there is a sink; whoever comes
/// second, end or sink, hands it on. Nothing is held while the sink is called.
final class ShardFeed implements Feed, Subscriber {
    private @Nullable Subscription subscription;
    private @Nullable Sink sink;
    private @Nullable ByteBuffer ending;

    /// Names the subscription, before the feed is handed on.
    void follow(Subscription followed) {
        subscription = followed;
    }

    @Override
    public ByteBuffer open(Sink opened) {
        ByteBuffer ended;
        synchronized (this) {
            sink = opened;
            ended = ending;
        }
        if (ended != null) {
            opened.end(ended);
        }
        return EventFrame.initialResponse();
    }

    @Override
    public void next() {
        if (subscription != null) {
            subscription.request();
        }
    }

    @Override
    public void cancel() {
        if (subscription != null) {
            subscription.cancel();
        }
    }

    @Override
    public void event(ShardEvent event) {
        int expected = RecordMembers.expectedBytes(event.records(), Format.JSON);
        EventFrame frame = EventFrame.event("SubscribeToShardEvent", expected);
        Output payload = frame.payload().beginStructure();
        if (!event.childShards().isEmpty()) {
            Members.childShards(payload, event.childShards());
        }
        String number = event.continuationSequenceNumber();
        if (number != null) {
            payload.text("ContinuationSequenceNumber", number);
        }
        payload.number("MillisBehindLatest", event.millisBehindLatest());
        RecordMembers.write(payload, event.records());
        payload.endStructure();
        Sink to = sink;
        if (to != null) {
            to.piece(frame.finish());
        }
    }

    @Override
    public void ended() {
        end(ByteBuffer.allocate(0));
    }

    @Override
    public void failed(StreamException why) {
        String type = why.error().fault() ? "InternalFailureException" : why.error().awsName();
        end(EventFrame.exception(type, why.text()));
    }

    private void end(ByteBuffer last) {
        Sink to;
        synchronized (this) {
            ending = last;
            to = sink;
        }
        if (to != null) {
            to.end(last);
        }
    }
}
