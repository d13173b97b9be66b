package io.millrace.server.http;

import static io.millrace.server.http.Http2Client.DATA;
import static io.millrace.server.http.Http2Client.END_STREAM;
import static io.millrace.server.http.Http2Client.GOAWAY;
import static io.millrace.server.http.Http2Client.HEADERS;
import static io.millrace.server.http.Http2Client.RST_STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Answers in pieces, over HTTP/1.1 and HTTP/2, to clients that read, stall and vanish.
@Timeout(60)
class EventsTest {
    private static final int MEBIBYTE = 1 << 20;
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    /// The longest silence of a subscription.
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);

    /// Standing still for so long is no pause.
    private static final long STALL_NANOS = 300_000_000;

    /// More often than a connection has to be heard of while the server stops.
    private static final long PING_NANOS = 50_000_000;

    private static final int MANY = 500;

    @TempDir Path directory;
    final Script script = new Script();
    TestServer server;

    @BeforeEach
    void start() throws IOException {
        server = TestServer.ready(TlsMode.AUTO, directory, script);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private RawClient subscribe() throws IOException {
        RawClient client = server.connect().send(RawClient.post("subscribe"));
        RawClient.Answer head = client.answer(false);
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.headers())
                .containsEntry("transfer-encoding", "chunked")
                .containsEntry("content-type", "text/x");
        assertThat(client.chunk()).asString().isEqualTo(Script.FIRST);
        return client;
    }

    private Http2Client connect() throws IOException {
        return new Http2Client(new Socket(InetAddress.getLoopbackAddress(), server.port()));
    }

    private static String text(ByteBuffer payload) {
        return StandardCharsets.US_ASCII.decode(payload).toString();
    }

    private void assertServesOthers() throws IOException {
        try (RawClient other = server.connect()) {
            for (int i = 0; i < 50; i++) {
                assertThat(other.send(RawClient.post("quick")).answer().body()).isEqualTo("quick");
            }
        }
    }

    @Test
    void piecesArriveOneByOneOverHttp1() throws IOException {
        try (RawClient client = subscribe()) {
            for (int i = 1; i < 5; i++) {
                script.awaitAsked(i).piece("piece " + i);
                assertThat(client.chunk()).asString().isEqualTo("piece " + i);
            }
            script.awaitAsked(5).end("last");
            assertThat(client.chunk()).asString().isEqualTo("last");
            assertThat(client.chunk()).isEmpty();
            assertThat(client.ended()).isTrue();
            assertThat(script.asked).hasValue(5);
        }
    }

    @Test
    void thousandsOverHttp1HoldSmallBuffers() throws IOException {
        server.close();
        server = TestServer.ready(TlsMode.AUTO, directory, asked -> new Script().handle(asked));
        List<RawClient> clients = new ArrayList<>();
        try {
            long before = directBytes();
            for (int i = 0; i < MANY; i++) {
                clients.add(subscribe());
            }
            assertThat(directBytes() - before)
                    .isLessThan(MANY * 3L / 2 * HttpLimits.FIRST_BUFFER_BYTES);
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
        }
    }

    private static long directBytes() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }

    @Test
    void piecesArriveOneByOneOverHttp2() throws IOException {
        try (Http2Client client = connect()) {
            int stream = client.post("subscribe".getBytes(StandardCharsets.US_ASCII));
            assertThat(client.await(HEADERS).stream()).isEqualTo(stream);
            assertThat(text(client.await(DATA).payload())).isEqualTo(Script.FIRST);
            for (int i = 1; i < 5; i++) {
                script.awaitAsked(i).piece("piece " + i);
                assertThat(text(client.await(DATA).payload())).isEqualTo("piece " + i);
            }
            script.awaitAsked(5).end("last");
            Http2Client.Frame last = client.await(DATA);
            assertThat(text(last.payload())).isEqualTo("last");
            assertThat(last.has(END_STREAM) || client.await(DATA).has(END_STREAM)).isTrue();
            assertThat(client.answer(client.post("again".getBytes(StandardCharsets.US_ASCII))))
                    .isEqualTo("200 again");
        }
    }

    @Test
    void anEndThatComesAtOnceStandsBehindTheFirstPiece() throws IOException {
        script.endAtOnce("over");
        try (RawClient client = subscribe()) {
            assertThat(client.chunk()).asString().isEqualTo("over");
            assertThat(client.chunk()).isEmpty();
        }
        assertThat(script.asked).hasValue(0);
        assertThat(server.statuses).containsExactly(200);
    }

    @Test
    void anHttp1ClientThatDoesNotReadIsMadeNothingForAndHurtsNobody() throws Exception {
        Thread giver;
        try (RawClient client = subscribe()) {
            giver = Thread.startVirtualThread(() -> script.giveUntilCancelled(MEBIBYTE));
            script.awaitAsked(2);
            assertServesOthers();
            // What the two sockets hold between them is bounded by the kernel.
            assertThat(script.asked.get()).isLessThan(64);
            for (int taken = 0; taken < 100 * MEBIBYTE; ) {
                taken += client.chunk().length;
            }
            assertThat(script.asked.get()).isGreaterThanOrEqualTo(100);
        }
        giver.join();
        awaitNoRequests();
    }

    @Test
    void anHttp2ClientThatDoesNotReadIsMadeNothingForAndHurtsNobody() throws IOException {
        try (Http2Client client = connect()) {
            int stream = client.post("subscribe".getBytes(StandardCharsets.US_ASCII));
            script.awaitAsked(1).piece(ByteBuffer.allocate(MEBIBYTE));
            assertServesOthers();
            assertThat(script.asked).hasValue(1);
            int left = Script.FIRST.length() + MEBIBYTE;
            while (left > 0) {
                int bytes = client.await(DATA).payload().remaining();
                left -= bytes;
                client.credit(stream, bytes);
            }
            script.awaitAsked(2).end("");
        }
    }

    @Test
    void anHttp1ClientThatClosesIsNoticedThoughNothingIsWritten() throws IOException {
        RawClient client = subscribe();
        script.awaitAsked(1);
        client.close();
        assertNoticed();
    }

    @Test
    void anHttp1ClientThatClosesItsSideIsNoticedAndItsConnectionEnds() throws IOException {
        try (RawClient client = subscribe()) {
            script.awaitAsked(1);
            client.finish();
            assertNoticed();
            assertThat(client.ended()).isTrue();
        }
    }

    @Test
    void anHttp1ClientThatIsKilledIsNoticedAlsoWithinAPiece() throws Exception {
        RawClient client = subscribe();
        Thread giver = Thread.startVirtualThread(() -> script.giveUntilCancelled(MEBIBYTE));
        awaitStall();
        client.reset();
        assertNoticed();
        assertThat(giver.join(TEN_SECONDS)).isTrue();
    }

    @Test
    void anHttp1ClientThatSendsMoreIsServedOn() throws IOException {
        try (RawClient client = subscribe()) {
            script.awaitAsked(1);
            client.send(RawClient.post("early"));
            for (int i = 1; i < 4; i++) {
                script.awaitAsked(i).piece("piece " + i);
                assertThat(client.chunk()).asString().isEqualTo("piece " + i);
            }
            script.awaitAsked(4).end("last");
            assertThat(client.chunk()).asString().isEqualTo("last");
        }
        awaitNoRequests();
        assertThat(server.statuses).containsExactly(200);
    }

    @Test
    void aTlsClientThatClosesIsNoticedThoughNothingIsWritten() throws Exception {
        RawClient client = new RawClient(secured()).send(RawClient.post("subscribe"));
        assertThat(client.answer(false).status()).isEqualTo(200);
        assertThat(client.chunk()).asString().isEqualTo(Script.FIRST);
        script.awaitAsked(1).piece("piece 1");
        assertThat(client.chunk()).asString().isEqualTo("piece 1");
        script.awaitAsked(2);
        client.close();
        assertNoticed();
    }

    private Socket secured() throws GeneralSecurityException, IOException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new TrustAll()}, null);
        return context.getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), server.port());
    }

    /// Takes any certificate.
    private static final class TrustAll extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    @Test
    void anHttp2ClientThatVanishesIsNoticedAtOnce() throws IOException {
        Http2Client client = connect();
        client.post("subscribe".getBytes(StandardCharsets.US_ASCII));
        script.awaitAsked(1);
        client.close();
        assertNoticed();
    }

    @Test
    void anHttp2ClientThatSaysGoodbyeAndClosesIsNoticedAtOnce() throws IOException {
        try (Http2Client client = connect()) {
            client.post("subscribe".getBytes(StandardCharsets.US_ASCII));
            script.awaitAsked(1);
            client.goodbye();
            client.finish();
            assertNoticed();
        }
    }

    @Test
    void anHttp2ClientThatSaysGoodbyeAndClosesIsNoticedAlsoWithinAPiece() throws IOException {
        try (Http2Client client = connect()) {
            client.post("subscribe".getBytes(StandardCharsets.US_ASCII));
            script.awaitAsked(1).piece(ByteBuffer.allocate(MEBIBYTE));
            client.goodbye();
            client.finish();
            assertNoticed();
        }
    }

    @Test
    void anHttp2ClientThatSaysGoodbyeIsServedOn() throws IOException {
        try (Http2Client client = connect()) {
            client.post("subscribe".getBytes(StandardCharsets.US_ASCII));
            assertThat(text(client.await(DATA).payload())).isEqualTo(Script.FIRST);
            client.goodbye();
            for (int i = 1; i < 4; i++) {
                script.awaitAsked(i).piece("piece " + i);
                assertThat(text(client.await(DATA).payload())).isEqualTo("piece " + i);
            }
            script.awaitAsked(4).end("last");
            assertThat(text(client.await(DATA).payload())).isEqualTo("last");
            assertThat(client.ended()).isTrue();
        }
        awaitNoRequests();
    }

    private void assertNoticed() {
        assertThat(script.cancelled).succeedsWithin(HEARTBEAT);
        awaitNoRequests();
    }

    /// Waits until no more is taken of what is given.
    private void awaitStall() {
        AtomicInteger before = new AtomicInteger(-1);
        AtomicLong since = new AtomicLong();
        Soon.until(() -> {
            int now = script.asked.get();
            if (before.getAndSet(now) != now) {
                since.set(System.nanoTime());
            }
            return now > 1 && System.nanoTime() - since.get() > STALL_NANOS;
        });
    }

    @Test
    void anHttp2StreamThatIsResetIsNoticedAtOnceAlsoWithinAPiece() throws IOException {
        try (Http2Client client = connect()) {
            int stream = client.post("subscribe".getBytes(StandardCharsets.US_ASCII));
            script.awaitAsked(1).piece(ByteBuffer.allocate(MEBIBYTE));
            byte[] cancel = ByteBuffer.allocate(4).putInt(8).array();
            client.frame(RST_STREAM, 0, stream, cancel);
            assertThat(script.cancelled).succeedsWithin(HEARTBEAT);
            // What was sent of the piece has filled the connection's window.
            client.credit(0, MEBIBYTE);
            assertThat(client.answer(client.post("again".getBytes(StandardCharsets.US_ASCII))))
                    .isEqualTo("200 again");
        }
        awaitNoRequests();
    }

    private void awaitNoRequests() {
        Soon.until(() -> server.http.requests() == 0);
    }

    @Test
    void aServerThatStopsEndsHttp1AnswersCleanly() throws IOException {
        try (RawClient client = subscribe()) {
            script.awaitAsked(1);
            Thread closing = Thread.startVirtualThread(() -> server.http.close(TEN_SECONDS));
            assertThat(client.chunk()).isEmpty();
            assertThat(client.ended()).isTrue();
            assertThat(join(closing)).isTrue();
        }
        assertThat(script.cancelled).isDone();
    }

    @Test
    void aServerThatStopsEndsHttp2AnswersCleanly() throws IOException {
        try (Http2Client client = connect()) {
            client.post("subscribe".getBytes(StandardCharsets.US_ASCII));
            script.awaitAsked(1);
            Thread closing = Thread.startVirtualThread(() -> server.http.close(TEN_SECONDS));
            boolean goneAway = false;
            boolean ended = false;
            while (!ended) {
                Http2Client.Frame frame = client.next();
                goneAway |= frame.type() == GOAWAY;
                ended = frame.type() == DATA && frame.has(END_STREAM);
                assertThat(frame.type()).isNotEqualTo(RST_STREAM);
            }
            assertThat(join(closing)).isTrue();
            assertThat(goneAway || client.ended()).isTrue();
        }
    }

    @Test
    void aServerThatStopsWaitsAMomentOnlyForAnHttp1ClientThatDoesNotRead() throws IOException {
        try (RawClient client = subscribe()) {
            Thread giver = Thread.startVirtualThread(() -> script.giveUntilCancelled(MEBIBYTE));
            awaitStall();
            assertStopsSoon();
            assertThat(client.readToEnd()).isPositive();
            assertThat(join(giver)).isTrue();
        }
    }

    @Test
    void aServerThatStopsWaitsAMomentOnlyForAnHttp2StreamThatDoesNotRead() throws Exception {
        try (Http2Client client = connect()) {
            client.post("subscribe".getBytes(StandardCharsets.US_ASCII));
            script.awaitAsked(1).piece(ByteBuffer.allocate(MEBIBYTE));
            // The connection itself is never idle, and its client closes it when all is over.
            Thread pinging = Thread.startVirtualThread(() -> ping(client));
            Thread leaving = Thread.startVirtualThread(() -> leaveWhenReset(client));
            assertStopsSoon();
            assertThat(join(leaving) && join(pinging)).isTrue();
        }
    }

    /// Sends a PING now and then until the connection is closed.
    private static void ping(Http2Client client) {
        long end = System.nanoTime() + TEN_SECONDS.toNanos();
        try {
            while (System.nanoTime() - end < 0) {
                client.frame(Http2Client.PING, 0, 0, new byte[8]);
                LockSupport.parkNanos(PING_NANOS);
            }
        } catch (IOException closed) {
            // As it is to end.
            return;
        }
    }

    private static void leaveWhenReset(Http2Client client) {
        try {
            client.await(RST_STREAM);
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aServerThatStopsWaitsAMomentOnlyForAnHttp2ConnectionThatDoesNotRead() throws IOException {
        try (Http2Client client = connect()) {
            int stream = client.post("subscribe".getBytes(StandardCharsets.US_ASCII));
            // Windows without end: what stops the server is the socket.
            client.credit(stream, 1 << 30);
            Thread giver = Thread.startVirtualThread(() -> script.giveUntilCancelled(MEBIBYTE));
            awaitStall();
            assertStopsSoon();
            assertThat(join(giver)).isTrue();
        }
    }

    private void assertStopsSoon() {
        long began = System.nanoTime();
        server.http.close(TEN_SECONDS);
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        assertThat(took).isLessThan(Duration.ofSeconds(4));
        assertThat(script.cancelled).isDone();
        assertThat(server.http.requests()).isZero();
    }

    private static boolean join(Thread thread) {
        try {
            return thread.join(TEN_SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
