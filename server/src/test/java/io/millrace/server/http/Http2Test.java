package io.millrace.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.Reply;
import io.millrace.testkit.Behaviour;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// HTTP/2 with prior knowledge over plain text.
class Http2Test {
    private static final int MAX_CONCURRENT_STREAMS = 3;
    private static final int INITIAL_WINDOW_SIZE = 4;

    @TempDir Path directory;
    TestServer server;

    @BeforeEach
    void start() throws IOException {
        server = TestServer.echo(directory);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    @Behaviour("K-019")
    void requestsShareAConnection() throws IOException {
        try (Http2Client client = connect()) {
            int first = client.post(bytes("one"));
            assertThat(client.answer(first)).isEqualTo("200 one");
            int second = client.post(bytes("two"));
            assertThat(client.answer(second)).isEqualTo("200 two");
        }
    }

    @Test
    void aBodyOfManyFramesIsReadWhole() throws IOException {
        byte[] body = bytes("0123456789".repeat(80_000));
        try (Http2Client client = connect()) {
            client.await(Http2Client.SETTINGS);
            assertThat(client.answer(client.post(body)))
                    .isEqualTo("200 " + new String(body, StandardCharsets.ISO_8859_1));
        }
    }

    @Test
    void theHostIsKnownWhicheverNameASignatureUses() throws IOException {
        server.http.open(request -> {
            String both = request.header("Host") + " " + request.header(":authority");
            return CompletableFuture.completedFuture(
                    new Reply.Whole(200, List.of(), ByteBuffer.wrap(bytes(both))));
        });
        try (Http2Client client = connect()) {
            assertThat(client.answer(client.post(bytes("x")))).isEqualTo("200 test:4567 test:4567");
        }
    }

    @Test
    @Behaviour("K-102")
    void pingsAreAnswered() throws IOException {
        try (Http2Client client = connect()) {
            client.frame(Http2Client.PING, 0, 0, bytes("12345678"));
            var pong = client.await(Http2Client.PING);
            assertThat(pong.has(Http2Client.ACK)).isTrue();
            assertThat(pong.payload().array()).isEqualTo(bytes("12345678"));
        }
    }

    @Test
    @Behaviour("K-102")
    void streamsAreFiniteAndWindowsLarge() throws IOException {
        try (Http2Client client = connect()) {
            ByteBuffer settings = client.await(Http2Client.SETTINGS).payload();
            int streams = 0;
            int window = 0;
            while (settings.remaining() >= 6) {
                int key = settings.getShort();
                int value = settings.getInt();
                streams = key == MAX_CONCURRENT_STREAMS ? value : streams;
                window = key == INITIAL_WINDOW_SIZE ? value : window;
            }
            assertThat(streams).isEqualTo(HttpLimits.MAX_CONCURRENT_STREAMS);
            assertThat(window).isEqualTo(HttpLimits.STREAM_WINDOW_BYTES);
        }
    }

    @Test
    void aRapidResetAttackClosesItsConnectionOnly() throws IOException {
        byte[] cancel = ByteBuffer.allocate(4).putInt(8).array();
        try (Http2Client attacker = connect();
                Http2Client other = connect()) {
            boolean closed = false;
            try {
                for (int i = 0; i < 20 * HttpLimits.MAX_CONTROL_FRAMES_PER_SECOND; i++) {
                    int stream = attacker.openPost();
                    attacker.frame(Http2Client.RST_STREAM, 0, stream, cancel);
                }
                closed = attacker.ended();
            } catch (IOException e) {
                // Closed while it was still sending.
                closed = true;
            }
            assertThat(closed).isTrue();
            assertThat(other.answer(other.post(bytes("fine")))).isEqualTo("200 fine");
        }
    }

    @Test
    void whoSaysGoodbyeAndThenSomethingWrongLeavesNothingBehind() throws IOException {
        try (Http2Client client = connect()) {
            client.openPost();
            Soon.until(() -> server.http.requests() == 1);
            client.goodbye();
            // It has 8 bytes (RFC 9113, 6.7).
            client.frame(Http2Client.PING, 0, 0, bytes("1234567"));
            client.finish();
            Soon.until(
                    HttpLimits.GOODBYE_TIMEOUT.plusSeconds(5), () -> server.http.requests() == 0);
        }
    }

    @Test
    void whoSaysGoodbyeAndClosesLeavesNoAnswerBehindThatWaitsForItsWindow() throws IOException {
        try (Http2Client client = connect()) {
            client.await(Http2Client.SETTINGS);
            // More than a client takes that gives no credit (RFC 9113, 6.9.2).
            client.post(new byte[200_000]);
            client.await(Http2Client.DATA);
            client.goodbye();
            client.finish();
            Soon.until(Duration.ofSeconds(3), () -> server.http.requests() == 0);
        }
    }

    @Test
    void aStoppingServerSaysGoAwayAndFinishesWhatRuns() throws Exception {
        CompletableFuture<Reply> answer = new CompletableFuture<>();
        CompletableFuture<Void> asked = new CompletableFuture<>();
        server.http.open(request -> {
            asked.complete(null);
            return answer;
        });
        try (Http2Client client = connect()) {
            int stream = client.post(bytes("slow"));
            asked.get();
            Thread closing =
                    Thread.startVirtualThread(() -> server.http.close(Duration.ofSeconds(10)));
            client.await(Http2Client.GOAWAY);
            answer.complete(new Reply.Whole(200, List.of(), ByteBuffer.wrap(bytes("done"))));
            assertThat(client.answer(stream)).isEqualTo("200 done");
            assertThat(client.ended()).isTrue();
            closing.join();
        }
    }

    private Http2Client connect() throws IOException {
        return new Http2Client(new Socket(InetAddress.getLoopbackAddress(), server.port()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
