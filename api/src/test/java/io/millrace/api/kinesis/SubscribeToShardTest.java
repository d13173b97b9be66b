package io.millrace.api.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.Feed;
import io.millrace.api.Reply;
import io.millrace.api.Request;
import io.millrace.stream.ConsumerSelector;
import io.millrace.stream.StreamKey;
import io.millrace.testkit.Behaviour;
import io.millrace.wire.Format;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SubscribeToShardTest {
    private static final String ACCOUNT = "000000000000";
    private static final String STREAM_ARN = "arn:aws:kinesis:us-east-1:" + ACCOUNT + ":stream/s";

    private final Kinesis kinesis = new Kinesis();
    private String consumerArn = "";

    @BeforeEach
    void create() {
        kinesis.json("CreateStream", "{'StreamName':'s','ShardCount':1}");
        StreamKey key = new StreamKey(ACCOUNT, "us-east-1", "s");
        long created = kinesis.engine.registerConsumer(key, "c", Map.of()).createdMillis() / 1000;
        consumerArn = STREAM_ARN + "/consumer/c:" + created;
    }

    private String body(String position) {
        return body(consumerArn, "'shardId-000000000000'", position);
    }

    private static String body(String consumer, String shard, String position) {
        return "{'ConsumerARN':'"
                + consumer
                + "','ShardId':"
                + shard
                + ",'StartingPosition':"
                + position
                + "}";
    }

    private static final String LATEST = "{'Type':'LATEST'}";

    /// What a client was sent: text of frames, without what is around it.
    private static final class Client implements Feed.Sink {
        private final Feed feed;
        final List<String> frames = new ArrayList<>();
        boolean ended;

        Client(Reply.Events events) {
            feed = events.feed();
            frames.add(payload(feed.open(this)));
            feed.next();
        }

        @Override
        public void piece(ByteBuffer piece) {
            frames.add(payload(piece));
            feed.next();
        }

        @Override
        public void end(ByteBuffer last) {
            if (last.hasRemaining()) {
                frames.add(payload(last));
            }
            ended = true;
        }

        /// Type and payload.
        private static String payload(ByteBuffer frame) {
            int headers = frame.getInt(frame.position() + 4);
            byte[] bytes = new byte[frame.remaining()];
            frame.get(bytes);
            String head = new String(bytes, 12, headers, StandardCharsets.UTF_8);
            String text =
                    new String(
                            bytes,
                            12 + headers,
                            bytes.length - 16 - headers,
                            StandardCharsets.UTF_8);
            for (String type :
                    List.of(
                            "initial-response",
                            "SubscribeToShardEvent",
                            "ResourceNotFoundException",
                            "ResourceInUseException",
                            "InternalFailureException")) {
                if (head.contains(type)) {
                    return type + " " + text;
                }
            }
            throw new AssertionError(head);
        }
    }

    private Client subscribe() {
        Map<String, String> headers =
                Kinesis.headers(Format.JSON.contentType(), Kinesis.TARGET + "SubscribeToShard");
        byte[] body = body(LATEST).replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        Request request =
                new Request(
                        "POST",
                        "/",
                        null,
                        name -> headers.get(String.valueOf(name).toLowerCase(Locale.ROOT)),
                        body);
        Reply reply = kinesis.endpoint.handle(request).toCompletableFuture().join();
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.headers())
                .contains(new Reply.Header("Content-Type", "application/vnd.amazon.eventstream"))
                .extracting(Reply.Header::name)
                .contains("x-amzn-RequestId", "x-amz-id-2");
        return new Client((Reply.Events) reply);
    }

    @Test
    @Behaviour("K-400")
    void eventsFollowTheInitialResponse() {
        Client client = subscribe();
        kinesis.json("PutRecord", "{'StreamName':'s','PartitionKey':'k','Data':'aGVsbG8='}");
        assertThat(client.frames).hasSize(3);
        assertThat(client.frames.getFirst()).isEqualTo("initial-response {}");
        assertThat(client.frames.get(1))
                .matches(
                        "SubscribeToShardEvent \\{\"ContinuationSequenceNumber\":\"\\d{56}\","
                                + "\"MillisBehindLatest\":0,\"Records\":\\[\\]\\}");
        assertThat(client.frames.getLast())
                .matches(
                        "SubscribeToShardEvent \\{\"ContinuationSequenceNumber\":\"\\d{56}\","
                                + "\"MillisBehindLatest\":0,\"Records\":\\[\\{"
                                + "\"SequenceNumber\":\"\\d{56}\","
                                + "\"ApproximateArrivalTimestamp\":[0-9.E]+,"
                                + "\"Data\":\"aGVsbG8=\",\"PartitionKey\":\"k\"\\}\\]\\}");
        assertThat(client.ended).isFalse();
    }

    @Test
    @Behaviour("K-407")
    void theLastEventNamesTheChildrenAndNoNumber() {
        Client client = subscribe();
        kinesis.json(
                "SplitShard", "{'StreamName':'s','ShardToSplit':'0','NewStartingHashKey':'1000'}");
        assertThat(client.ended).isTrue();
        assertThat(client.frames.getLast())
                .startsWith("SubscribeToShardEvent {\"ChildShards\":[{\"ShardId\":\"shardId-")
                .endsWith("\"MillisBehindLatest\":0,\"Records\":[]}")
                .doesNotContain("ContinuationSequenceNumber");
    }

    @Test
    @Behaviour("K-408")
    void aConsumerThatGoesIsToldInTheStream() {
        Client client = subscribe();
        StreamKey key = new StreamKey(ACCOUNT, "us-east-1", "s");
        kinesis.engine.deregisterConsumer(key, new ConsumerSelector("c", null));
        assertThat(client.ended).isTrue();
        assertThat(client.frames.getLast())
                .isEqualTo(
                        "ResourceNotFoundException {\"message\":\"Consumer c, account 000000000000"
                                + " not found.\"}");
    }

    @Test
    void aFailureOfTheServerIsToldInTheStream() {
        Client client = subscribe();
        kinesis.log.crash();
        assertThat(client.ended).isTrue();
        assertThat(client.frames.getLast())
                .isEqualTo("InternalFailureException {\"message\":\"Internal service failure.\"}");
    }

    @Test
    @Behaviour("K-402")
    void mistakesAreOrdinaryErrors() {
        assertThat(error(body("x", "'0'", LATEST)))
                .startsWith("400 {\"__type\":\"ValidationException\"");
        assertThat(error("{'ConsumerARN':null}"))
                .isEqualTo(
                        "400 {\"__type\":\"ValidationException\",\"message\":\"3 validation errors"
                                + " detected: Value null at 'consumerARN' failed to satisfy"
                                + " constraint: Member must not be null; Value null at 'shardId'"
                                + " failed to satisfy constraint: Member must not be null; Value"
                                + " null at 'startingPosition' failed to satisfy constraint: Member"
                                + " must not be null\"}");
        assertThat(error(body("{}")))
                .isEqualTo(
                        "400 {\"__type\":\"ValidationException\",\"message\":\"1 validation error"
                                + " detected: Value null at 'startingPosition.type' failed to"
                                + " satisfy constraint: Member must not be null\"}");
        assertThat(error(body(STREAM_ARN + "/consumer/d:1", "'0'", LATEST)))
                .isEqualTo(
                        "400 {\"__type\":\"ResourceNotFoundException\",\"message\":\"Consumer d,"
                                + " account 000000000000 not found.\"}");
        assertThat(error(body(consumerArn, "'7'", LATEST)))
                .isEqualTo(
                        "400 {\"__type\":\"ResourceNotFoundException\",\"message\":\"Shard"
                                + " shardId-000000000007 in stream s under account 000000000000"
                                + " does not exist\"}");
        Client first = subscribe();
        assertThat(error(body(LATEST)))
                .isEqualTo(
                        "400 {\"__type\":\"ResourceInUseException\",\"message\":\"Another active"
                                + " subscription exists for this consumer:"
                                + " 000000000000:s:shardId-000000000000:c\"}");
        assertThat(first.ended).isFalse();
    }

    private String error(String body) {
        return kinesis.json("SubscribeToShard", body).error();
    }

    @Test
    void aDryRunEndsWithItsOwnErrorAndLeavesNoSubscription() {
        String dry = body(LATEST).replace("}}", "},'DryRun':true}");
        assertThat(error(dry)).startsWith("400 {\"__type\":\"DryRunOperationException\"");
        assertThat(kinesis.engine.subscriptions()).isZero();
    }

    @Test
    @Behaviour("K-401")
    void cborFailsAsOnAws() {
        assertThat(kinesis.call(Format.CBOR, "SubscribeToShard", body(LATEST)).error())
                .startsWith("500 {\"__type\":\"InternalFailure\"");
        assertThat(kinesis.engine.subscriptions()).isZero();
    }
}
