package io.millrace.api.kinesis;

import io.millrace.api.Feed;
import io.millrace.auth.Caller;
import io.millrace.stream.ConsumerName;
import io.millrace.stream.IteratorQuery;
import io.millrace.stream.IteratorType;
import io.millrace.stream.StreamEngine;
import io.millrace.stream.StreamError;
import io.millrace.stream.StreamException;
import io.millrace.stream.StreamKey;
import io.millrace.stream.SubscribeQuery;
import io.millrace.wire.Format;
import io.millrace.wire.Shape;
import io.millrace.wire.Structure;
import io.millrace.wire.Values;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// SubscribeToShard: the records of a shard as they come, for a registered consumer. The one
/// operation that is answered with a stream of events.
///
/// Always in JSON: clients that speak CBOR ask for this in JSON, and AWS fails on CBOR here.
final class SubscribeToShard {
    static final String NAME = "SubscribeToShard";

    static final Structure INPUT =
            Structure.of("SubscribeToShardInput")
                    .required("ConsumerARN", ModelShapes.CONSUMER_ARN)
                    .required("ShardId", ModelShapes.SHARD_ID)
                    .required(
                            "StartingPosition",
                            Structure.of("StartingPosition")
                                    .required("Type", ModelShapes.SHARD_ITERATOR_TYPE)
                                    .optional("SequenceNumber", ModelShapes.SEQUENCE_NUMBER)
                                    .optional("Timestamp", Shape.moment()))
                    .optional("StreamId", ModelShapes.STREAM_ID)
                    .optional("DryRun", Shape.flag());

    private static final Pattern CONSUMER =
            Pattern.compile(
                    "arn:aws[^:]*:kinesis:([^:]*):(\\d{12}):stream/([a-zA-Z0-9_.-]+)"
                            + "/consumer/([a-zA-Z0-9_.-]+):(\\d{1,18})");

    private final StreamEngine engine;

    SubscribeToShard(StreamEngine engine) {
        this.engine = engine;
    }

    /// Begins a subscription.
    ///
    /// @return its events, which come once they are asked for
    Feed open(Call call) {
        if (call.format() != Format.JSON) {
            throw new StreamException(
                    StreamError.INTERNAL_FAILURE, "Events are sent in JSON only.");
        }
        SubscribeQuery query = query(call);
        if (call.input().flag("DryRun")) {
            engine.checkSubscribe(query);
            throw Refusal.dryRun();
        }
        ShardFeed feed = new ShardFeed();
        feed.follow(engine.subscribe(query, feed));
        return feed;
    }

    private static SubscribeQuery query(Call call) {
        Values input = call.input();
        String arn = input.text("ConsumerARN");
        Matcher parts = CONSUMER.matcher(arn);
        if (!parts.matches()) {
            throw Refusal.invalidArgument("Invalid ConsumerARN: " + arn);
        }
        StreamKey stream = new StreamKey(parts.group(2), parts.group(1), parts.group(3));
        Caller caller = call.caller();
        if (!stream.account().equals(caller.account())
                || !stream.region().equals(caller.region())) {
            throw StreamAddress.notFound(stream);
        }
        Values start = Objects.requireNonNull(input.structureOrNull("StartingPosition"));
        return new SubscribeQuery(
                new ConsumerName(parts.group(4), Long.parseLong(parts.group(5))),
                new IteratorQuery(
                        stream,
                        input.text("ShardId"),
                        IteratorType.valueOf(start.text("Type")),
                        start.textOrNull("SequenceNumber"),
                        start.numberOrNull("Timestamp")));
    }
}
