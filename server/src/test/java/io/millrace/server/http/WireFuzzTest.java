package io.millrace.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.millrace.api.kinesis.KinesisEndpoint;
import io.millrace.stream.StreamConfig;
import io.millrace.stream.StreamNode;
import io.millrace.stream.Telemetry;
import io.millrace.testkit.Behaviour;
import io.millrace.testkit.SimulatedLog;
import io.millrace.testkit.VirtualClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// A whole server on a port, and clients that send half requests, broken requests, frames of HTTP/2
/// in any order, and noise: each connection ends, no fault is answered, no memory and no connection
/// is kept, and no stack trace is logged.
///
/// More of it with `-Dmillrace.fuzz.connections=N`, one again with `-Dmillrace.fuzz.seed=N`.
class WireFuzzTest {
    private static final int CONNECTIONS = 400;
    private static final int PATIENCE_MILLIS = 10_000;

    /// What a client leaves behind that said GOAWAY and then something wrong goes last.
    private static final long ENDING_MILLIS = HttpLimits.GOODBYE_TIMEOUT.toMillis() + 5_000;

    private static final int SHORT_MILLIS = 100;
    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private static final String BODY =
            "{\"StreamName\":\"s\",\"PartitionKey\":\"k\",\"Data\":\"YQ==\"}";

    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final long seed = Long.getLong("millrace.fuzz.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Map<String, Integer> answers = new TreeMap<>();

    /// What left a request behind that did not end at once.
    private final List<String> lingering = new ArrayList<>();

    @TempDir Path directory;
    TestServer server;

    @BeforeEach
    void start() throws IOException {
        logged.start();
        root.addAppender(logged);
        VirtualClock clock = new VirtualClock();
        StreamNode node =
                StreamNode.start(
                        SimulatedLog.immediate(clock),
                        StreamConfig.DEFAULT,
                        clock,
                        () -> clock.millis() * 1_000_000,
                        new Random(1),
                        Telemetry.NONE,
                        Runnable::run);
        server =
                TestServer.ready(
                        TlsMode.AUTO,
                        directory,
                        new KinesisEndpoint(node.engine(), Runnable::run, new Random(2)));
        assertThat(request("CreateStream", "{\"StreamName\":\"s\",\"ShardCount\":1}"))
                .isEqualTo(200);
    }

    @AfterEach
    void stop() {
        root.detachAppender(logged);
        server.close();
    }

    @Test
    @Behaviour("K-106")
    void whateverIsSentTheServerStaysWhole() throws IOException {
        System.out.println("fuzz: wire, again with -Dmillrace.fuzz.seed=" + seed);
        int connections = Integer.getInteger("millrace.fuzz.connections", CONNECTIONS);
        for (int i = 0; i < connections; i++) {
            byte[] noise = noise();
            try {
                converse(noise);
            } catch (SocketTimeoutException e) {
                throw new AssertionError("connection " + i + " hangs: " + printable(noise), e);
            }
            if (!comes(() -> server.http.requests() <= lingering.size(), SHORT_MILLIS)) {
                lingering.add(printable(noise));
            }
        }
        System.out.printf(
                "fuzz: %d connections, answers %s, lingering %s%n",
                connections, answers, lingering);
        await("requests end", () -> server.http.requests() == 0);
        await("bodies are given back", () -> server.http.bodyBytes() == 0);
        await("no body waits", () -> server.http.waitingBodies() == 0);
        await("connections are closed", () -> server.http.connections() == 0);
        assertThat(server.statuses).noneMatch(status -> status >= 500);
        assertThat(request("PutRecord", BODY)).isEqualTo(200);
        assertThat(logged.list)
                .filteredOn(WireFuzzTest::isAlarming)
                .extracting(ILoggingEvent::getFormattedMessage)
                .isEmpty();
    }

    /// Sends it, tells the server that no more comes or simply goes, and reads what is answered.
    private void converse(byte[] noise) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            int cut = random.nextInt(noise.length + 1);
            socket.getOutputStream().write(noise, 0, cut);
            socket.getOutputStream().flush();
            socket.getOutputStream().write(noise, cut, noise.length - cut);
            if (random.nextInt(4) == 0) {
                return;
            }
            socket.shutdownOutput();
            String answer =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            String kind = answer.startsWith("HTTP/1.1 ") ? answer.substring(9, 12) : "other";
            answers.merge(answer.isEmpty() ? "none" : kind, 1, Integer::sum);
            // 505 is right for a version that HTTP does not have.
            assertThat(answer)
                    .as(printable(noise))
                    .doesNotContain("HTTP/1.1 500", "HTTP/1.1 503", "\tat ");
        } catch (SocketException reset) {
            answers.merge("reset", 1, Integer::sum);
        }
    }

    private byte[] noise() {
        byte[] good = bytes(post("PutRecord", BODY));
        return switch (random.nextInt(9)) {
            case 0 -> java.util.Arrays.copyOf(good, random.nextInt(good.length));
            case 1, 2 -> spoil(good);
            case 3 -> bytes(post("PutRecord", BODY) + post("ListStreams", "{") + "GARBAGE\r\n\r\n");
            case 4 -> chunked();
            case 5 -> random(random.nextInt(400));
            case 6 -> {
                // Looks like TLS.
                byte[] hello = random(5 + random.nextInt(200));
                hello[0] = 22;
                hello[1] = 3;
                yield hello;
            }
            default -> frames();
        };
    }

    private static String head(String operation) {
        return "POST / HTTP/1.1\r\nHost: t\r\nContent-Type: application/x-amz-json-1.1\r\n"
                + "X-Amz-Target: Kinesis_20131202."
                + operation
                + "\r\nX-Amz-Date: 20260101T000000Z\r\nAuthorization: AWS4-HMAC-SHA256"
                + " Credential=A/20260101/us-east-1/kinesis/aws4_request, SignedHeaders=host,"
                + " Signature=ab\r\n";
    }

    private static String post(String operation, String body) {
        return head(operation) + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private byte[] chunked() {
        String[] sizes = {"5", "0", "ffffffff", "-1", "zz", "", "5;ext=1", "7fffffffffffffff"};
        StringBuilder text = new StringBuilder(head("PutRecord"));
        text.append("Transfer-Encoding: chunked\r\n\r\n");
        for (int count = random.nextInt(5); count >= 0; count--) {
            text.append(sizes[random.nextInt(sizes.length)]).append("\r\nabcde\r\n");
        }
        return bytes(text.toString());
    }

    /// The preface and then frames: some of a good request, some of any kind.
    private byte[] frames() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(bytes(PREFACE));
        if (random.nextInt(8) > 0) {
            frame(out, Http2Client.SETTINGS, 0, 0, new byte[0]);
        }
        int stream = 1;
        for (int count = random.nextInt(12); count >= 0; count--) {
            switch (random.nextInt(6)) {
                case 0 -> frame(out, Http2Client.HEADERS, 4, stream, fields());
                case 1 ->
                        frame(
                                out,
                                Http2Client.DATA,
                                random.nextInt(2),
                                stream,
                                bytes(BODY.substring(random.nextInt(BODY.length()))));
                case 2 -> stream += 2;
                case 3 -> frame(out, Http2Client.HEADERS, 4, stream, spoil(fields()));
                default ->
                        frame(
                                out,
                                random.nextInt(12),
                                random.nextInt(256),
                                random.nextInt(4) == 0 ? random.nextInt() : random.nextInt(7),
                                random(random.nextInt(40)));
            }
        }
        byte[] frames = out.toByteArray();
        return random.nextInt(3) == 0 ? spoil(frames) : frames;
    }

    private static void frame(
            ByteArrayOutputStream out, int type, int flags, int stream, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
        frame.putInt(payload.length << 8 | type).put((byte) flags).putInt(stream).put(payload);
        out.writeBytes(frame.array());
    }

    /// The headers of a good request, each a literal without index (RFC 7541, 6.2.2).
    private static byte[] fields() {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        String[] fields = {
            ":method", "POST",
            ":scheme", "http",
            ":path", "/",
            ":authority", "t",
            "content-type", "application/x-amz-json-1.1",
            "x-amz-target", "Kinesis_20131202.PutRecord",
            "x-amz-date", "20260101T000000Z"
        };
        for (int i = 0; i < fields.length; i += 2) {
            block.write(0);
            block.write(fields[i].length());
            block.writeBytes(bytes(fields[i]));
            block.write(fields[i + 1].length());
            block.writeBytes(bytes(fields[i + 1]));
        }
        return block.toByteArray();
    }

    private byte[] spoil(byte[] good) {
        byte[] spoilt = good.clone();
        for (int count = random.nextInt(6); count >= 0; count--) {
            int at = random.nextInt(spoilt.length);
            spoilt[at] =
                    (byte)
                            (random.nextBoolean()
                                    ? random.nextInt(256)
                                    : "\r\n :0".charAt(random.nextInt(5)));
        }
        return spoilt;
    }

    private byte[] random(int count) {
        byte[] noise = new byte[count];
        random.nextBytes(noise);
        return noise;
    }

    /// The status of a good request.
    private int request(String operation, String body) throws IOException {
        try (RawClient client = server.connect()) {
            return client.send(post(operation, body)).answer().status();
        }
    }

    private void await(String what, BooleanSupplier condition) {
        assertThat(comes(condition, ENDING_MILLIS)).as("%s: %s", what, lingering).isTrue();
    }

    private static boolean comes(BooleanSupplier condition, long millis) {
        long end = System.nanoTime() + millis * 1_000_000;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.onSpinWait();
        }
        return true;
    }

    /// A stack trace, or anything worse than the one line of the HTTP server about a bad request.
    private static boolean isAlarming(ILoggingEvent event) {
        return event.getThrowableProxy() != null
                || event.getLevel().isGreaterOrEqual(Level.ERROR)
                || (event.getLevel().isGreaterOrEqual(Level.WARN)
                        && event.getLoggerName().startsWith("io.millrace"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String printable(byte[] noise) {
        return java.util.HexFormat.of().formatHex(noise);
    }
}
