package io.millrace.api.cloudwatch;

import io.millrace.api.Reply;
import io.millrace.api.Request;
import io.millrace.metric.Dimension;
import io.millrace.metric.MetricKey;
import io.millrace.metric.MetricLimits;
import io.millrace.metric.MetricStore;
import io.millrace.metric.SeriesKey;
import io.millrace.metric.Unit;
import io.millrace.testkit.VirtualClock;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A service over a store of its own, asked at its endpoint.
final class CloudWatch {
    static final String ACCOUNT = "000000000000";
    static final String REGION = "us-east-1";

    /// 2026-11-25T08:00:00Z.
    static final long START = 1_795_593_600_000L;

    static final long MINUTE = 60_000;

    final MetricStore store = new MetricStore(new MetricLimits(10_000, 64 << 20));
    final VirtualClock clock = new VirtualClock(Instant.ofEpochMilli(START + 10 * MINUTE));
    final CloudWatchEndpoint endpoint = new CloudWatchEndpoint(store, clock, new Random(3));

    /// A reply.
    ///
    /// @param text its body as UTF-8
    /// @param hex its body in hexadecimal digits
    record Answer(int status, Map<String, String> headers, String text, String hex) {
        String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }
    }

    /// Measures something of a stream.
    void measure(String name, String stream, long atMillis, double value) {
        MetricKey key =
                new MetricKey(
                        ACCOUNT,
                        REGION,
                        "AWS/Kinesis",
                        name,
                        List.of(new Dimension("StreamName", stream)));
        store.probe(new SeriesKey(key, Unit.COUNT)).add(atMillis, value);
    }

    /// Three records in the first minute, in two puts, four in the second.
    static CloudWatch withRecords() {
        CloudWatch service = new CloudWatch();
        service.measure("IncomingRecords", "s", START + 1_000, 1);
        service.measure("IncomingRecords", "s", START + 2_000, 2);
        service.measure("IncomingRecords", "s", START + MINUTE, 4);
        return service;
    }

    /// Calls an operation in rpc-v2-cbor.
    Answer cbor(String operation, String hex) {
        Map<String, String> headers = headers("application/cbor");
        headers.put("smithy-protocol", "rpc-v2-cbor");
        return send(
                "POST",
                "/service/GraniteServiceVersion20100801/operation/" + operation,
                null,
                headers,
                HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    /// Calls an operation in AWS JSON 1.0.
    ///
    /// @param body `'` stands for `"`
    Answer json(String operation, String body) {
        Map<String, String> headers = headers("application/x-amz-json-1.0");
        headers.put("x-amz-target", "GraniteServiceVersion20100801." + operation);
        return send("POST", "/", null, headers, utf8(body.replace('\'', '"')));
    }

    /// Sends a form of the query protocol.
    Answer form(String form) {
        return send(
                "POST",
                "/",
                null,
                headers("application/x-www-form-urlencoded; charset=utf-8"),
                utf8(form));
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static Map<String, String> headers(String contentType) {
        Map<String, String> headers = new TreeMap<>();
        headers.put("content-type", contentType);
        headers.put("x-amz-date", "20260101T000000Z");
        headers.put("authorization", authorization("AKID/20260101/us-east-1/monitoring"));
        return headers;
    }

    /// @param scope begin of the signing scope
    static String authorization(String scope) {
        return "AWS4-HMAC-SHA256 Credential="
                + scope
                + "/aws4_request, SignedHeaders=host, Signature=ab";
    }

    Answer send(
            String method,
            String path,
            @Nullable String query,
            Map<String, String> headers,
            byte[] body) {
        Request request =
                new Request(
                        method,
                        path,
                        query,
                        name -> headers.get(String.valueOf(name).toLowerCase(Locale.ROOT)),
                        body);
        return read((Reply.Whole) endpoint.handle(request).toCompletableFuture().join());
    }

    private static Answer read(Reply.Whole reply) {
        byte[] copy = new byte[reply.body().remaining()];
        reply.body().get(copy);
        Map<String, String> byName = new TreeMap<>();
        for (Reply.Header header : reply.headers()) {
            byName.put(header.name().toLowerCase(Locale.ROOT), header.value());
        }
        return new Answer(
                reply.status(),
                byName,
                new String(copy, StandardCharsets.UTF_8),
                HexFormat.of().formatHex(copy));
    }
}
