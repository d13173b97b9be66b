package io.millrace.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A few requests to itself, so that the launcher can record which classes a start and the first
/// requests need (JEP 514). The answers do not matter.
final class Rehearsal {
    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);
    private static final String PROPERTY = "millrace.rehearsal";
    private static final int ROUNDS = 200;
    private static final int TIMEOUT_MILLIS = 5_000;

    /// Preface of HTTP/2 (RFC 9113, 3.4) and an empty SETTINGS frame.
    private static final String HTTP2 = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0";

    private final int port;

    private Rehearsal(int port) {
        this.port = port;
    }

    /// Whether this run is one.
    static boolean wanted() {
        return Boolean.getBoolean(PROPERTY);
    }

    static Rehearsal of(int port) {
        return new Rehearsal(port);
    }

    void run() {
        try {
            say("GET /health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
            say(call("CreateStream", "{\"StreamName\":\"rehearsal\",\"ShardCount\":1}"));
            String put =
                    "{\"StreamName\":\"rehearsal\",\"PartitionKey\":\"k\",\"Data\":\"aGVsbG8=\"}";
            for (int i = 0; i < ROUNDS; i++) {
                say(call("PutRecord", put));
            }
            for (String operation : List.of("ListStreams", "ListShards", "DescribeStreamSummary")) {
                say(call(operation, "{\"StreamName\":\"rehearsal\"}"));
            }
            say(HTTP2);
        } catch (IOException e) {
            LOG.warn("The rehearsal ended early: {}", e.toString());
        }
    }

    private static String call(String operation, String body) {
        return "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
                + "Content-Type: application/x-amz-json-1.1\r\nX-Amz-Date: 20260101T000000Z\r\n"
                + "X-Amz-Target: Kinesis_20131202."
                + operation
                + "\r\nAuthorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260101/us-east-1/"
                + "kinesis/aws4_request, SignedHeaders=host;x-amz-date, Signature=0\r\n"
                + "Content-Length: "
                + body.length()
                + "\r\n\r\n"
                + body;
    }

    private void say(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            InputStream in = socket.getInputStream();
            in.readAllBytes();
        }
    }
}
