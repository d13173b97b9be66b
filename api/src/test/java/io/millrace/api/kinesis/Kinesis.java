package io.millrace.api.kinesis;

import io.millrace.api.Reply;
import io.millrace.api.Request;
import io.millrace.stream.StreamConfig;
import io.millrace.stream.StreamEngine;
import io.millrace.stream.StreamNode;
import io.millrace.stream.Telemetry;
import io.millrace.testkit.SimulatedLog;
import io.millrace.testkit.VirtualClock;
import io.millrace.wire.Format;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A whole service in memory, asked at its endpoint.
final class Kinesis {
    static final String TARGET = "Kinesis_20131202.";
    private static final Pattern FIELD = Pattern.compile("\"(\\w+)\":\"([^\"]*)\"");

    final VirtualClock clock = new VirtualClock();
    final SimulatedLog log = SimulatedLog.immediate(clock);
    final StreamEngine engine;
    final KinesisEndpoint endpoint;
    final Operations operations;

    Kinesis() {
        this(StreamConfig.DEFAULT);
    }

    Kinesis(StreamConfig config) {
        StreamNode node =
                StreamNode.start(
                        log,
                        config,
                        clock,
                        () -> clock.millis() * 1_000_000,
                        new Random(1),
                        Telemetry.NONE,
                        Runnable::run);
        engine = node.engine();
        operations = new Operations(engine, Runnable::run);
        endpoint = new KinesisEndpoint(engine, Runnable::run, new Random(2));
    }

    /// A reply.
    ///
    /// @param body as JSON
    record Answer(int status, Map<String, String> headers, String body) {
        String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }

        /// The first text of a name.
        String text(String name) {
            Matcher matcher = FIELD.matcher(body);
            while (matcher.find()) {
                if (matcher.group(1).equals(name)) {
                    return matcher.group(2);
                }
            }
            throw new AssertionError("no " + name + " in " + body);
        }

        /// Status, type and text of an error.
        String error() {
            return status + " " + body;
        }
    }

    /// Calls an operation with good credentials.
    ///
    /// @param body JSON; `'` stands for `"`
    Answer call(Format format, String operation, String body) {
        return call(format, operation, body, "AKID/20260101/us-east-1");
    }

    /// Calls an operation.
    ///
    /// @param scope begin of the signing scope: access key id, day and region
    Answer call(Format format, String operation, String body, String scope) {
        Map<String, String> headers = headers(format.contentType(), TARGET + operation);
        headers.put("authorization", authorization(scope));
        return send(
                "POST", null, headers, Transcoder.encode(format, body.replace('\'', '"')), format);
    }

    Answer json(String operation, String body) {
        return call(Format.JSON, operation, body);
    }

    static String authorization(String scope) {
        return "AWS4-HMAC-SHA256 Credential="
                + scope
                + "/kinesis/aws4_request, SignedHeaders=host, Signature=ab";
    }

    static Map<String, String> headers(String contentType, String target) {
        Map<String, String> headers = new TreeMap<>();
        headers.put("content-type", contentType);
        headers.put("x-amz-target", target);
        headers.put("x-amz-date", "20260101T000000Z");
        headers.put("authorization", authorization("AKID/20260101/us-east-1"));
        return headers;
    }

    /// @param expected how to read the reply's body
    Answer send(
            String method,
            @Nullable String query,
            Map<String, String> headers,
            byte[] body,
            Format expected) {
        Request request =
                new Request(
                        method,
                        "/",
                        query,
                        name -> headers.get(String.valueOf(name).toLowerCase(Locale.ROOT)),
                        body);
        Reply.Whole reply = (Reply.Whole) endpoint.handle(request).toCompletableFuture().join();
        byte[] copy = new byte[reply.body().remaining()];
        reply.body().get(copy);
        Map<String, String> byName = new TreeMap<>();
        for (Reply.Header header : reply.headers()) {
            byName.put(header.name().toLowerCase(Locale.ROOT), header.value());
        }
        return new Answer(reply.status(), byName, Transcoder.decode(expected, copy));
    }
}
