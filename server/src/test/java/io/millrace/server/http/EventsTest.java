package io.millrace.server.http;

import static io.millrace.server.http.Http2Client.DATA;
import static io.millrace.server.http.Http2Client.END_STREAM;
import static io.millrace.server.http.Http2Client.GOAWAY;
import static io.millrace.server.http.Http2Client.HEADERS;
import static io.millrace.server.http.Http2Client.RST_STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Answers in pieces, over HTTP/1.1 and HTTP/2, to clients that read, stall and vanish.
@Timeout(60)
class EventsTest {
    private static final int MEBIBYTE = 1 << 20;

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
    void anHttp1ClientThatVanishesIsNoticed() throws IOException {
        subscribe().close();
        script.giveUntilCancelled(10);
        awaitNoRequests();
    }

    @Test
    void anHttp2ClientThatVanishesIsNoticedAtOnce() throws IOException {
        Http2Client client = connect();
        client.post("subscribe".getBytes(StandardCharsets.US_ASCII));
        script.awaitAsked(1);
        client.close();
        script.cancelled.join();
        awaitNoRequests();
    }

    @Test
    void anHttp2StreamThatIsResetIsNoticedAtOnceAlsoWithinAPiece() throws IOException {
        try (Http2Client client = connect()) {
            int stream = client.post("subscribe".getBytes(StandardCharsets.US_ASCII));
            script.awaitAsked(1).piece(ByteBuffer.allocate(MEBIBYTE));
            byte[] cancel = ByteBuffer.allocate(4).putInt(8).array();
            client.frame(RST_STREAM, 0, stream, cancel);
            script.cancelled.join();
            // What was sent of the piece has filled the connection's window.
            client.credit(0, MEBIBYTE);
            assertThat(client.answer(client.post("again".getBytes(StandardCharsets.US_ASCII))))
                    .isEqualTo("200 again");
        }
        awaitNoRequests();
    }

    private void awaitNoRequests() {
        while (server.http.requests() > 0) {
            Thread.onSpinWait();
        }
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

    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    private static boolean join(Thread thread) {
        try {
            return thread.join(TEN_SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
