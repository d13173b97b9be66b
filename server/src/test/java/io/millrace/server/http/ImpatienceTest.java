package io.millrace.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.Reply;
import io.millrace.api.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Clients that stop in the middle of a header, or do not take their answers, are ended and hurt
/// nobody else.
class ImpatienceTest {
    /// More than the buffers of a connection take.
    private static final int LARGE = 16 << 20;

    private static final String LARGE_REQUEST =
            "POST /large HTTP/1.1\r\nHost: t\r\nContent-Length: 0\r\n\r\n";
    private static final Duration SOON = Duration.ofMillis(300);
    private static final Duration NEVER = Duration.ofHours(1);

    @TempDir Path directory;
    private final AtomicLong laterNanos = new AtomicLong();
    private final List<RawClient> clients = new ArrayList<>();
    private final List<TestServer> servers = new ArrayList<>();

    private TestServer start(Duration idle, Duration stalled) throws IOException {
        TestServer server =
                TestServer.impatient(
                        directory,
                        ImpatienceTest::answer,
                        new HttpTimeouts(idle, stalled),
                        () -> System.nanoTime() + laterNanos.get());
        servers.add(server);
        return server;
    }

    private static CompletionStage<Reply> answer(Request request) {
        boolean large = "/large".equals(request.path());
        return CompletableFuture.completedFuture(
                new Reply.Whole(
                        200,
                        List.of(),
                        large ? ByteBuffer.allocate(LARGE) : ByteBuffer.wrap(request.body())));
    }

    @AfterEach
    void stop() throws IOException {
        for (RawClient client : clients) {
            client.close();
        }
        servers.forEach(TestServer::close);
    }

    private RawClient connect(TestServer server) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(64 << 10);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
        RawClient client = new RawClient(socket);
        clients.add(client);
        return client;
    }

    private static void assertServes(TestServer server) throws IOException {
        try (RawClient client = server.connect()) {
            assertThat(client.send(RawClient.post("quick")).answer().body()).isEqualTo("quick");
        }
    }

    private static long givenUp(TestServer server) {
        return server.statuses.stream().filter(status -> status == 0).count();
    }

    private static void awaitGivenUp(TestServer server, int count) {
        Soon.until(() -> givenUp(server) >= count);
    }

    private static int statusOfLarge(TestServer server) {
        try (RawClient client = server.connect()) {
            return client.send(LARGE_REQUEST).answer().status();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aClientThatStopsWithinAHeaderIsEnded() throws IOException {
        TestServer server = start(SOON, NEVER);
        RawClient half = connect(server).send("POST / HTTP/1.1\r\nHost: t\r\nContent-Le");
        RawClient silent = connect(server);
        RawClient second = connect(server).send(RawClient.post("first"));
        assertThat(second.answer().body()).isEqualTo("first");
        second.send("POST / HT");
        assertServes(server);
        assertThat(half.ended()).isTrue();
        assertThat(silent.ended()).isTrue();
        assertThat(second.ended()).isTrue();
        assertThat(server.http.requests()).isZero();
    }

    @Test
    void aClientThatTakesNothingOfItsAnswerIsEnded() throws IOException {
        TestServer server = start(NEVER, SOON);
        RawClient client = connect(server).send(LARGE_REQUEST);
        awaitGivenUp(server, 1);
        assertServes(server);
        assertThat(client.readToEnd()).isLessThan(LARGE);
        assertThat(server.http.requests()).isZero();
        assertThat(server.http.replyBytes()).isZero();
    }

    @Test
    void aClientThatTakesItsAnswerInDropsIsEnded() throws IOException {
        TestServer server = start(NEVER, NEVER);
        RawClient client = connect(server).send(LARGE_REQUEST);
        client.read(1 << 20);
        laterNanos.addAndGet(Duration.ofMinutes(30).toNanos());
        assertServes(server);
        assertThat(client.readToEnd()).isLessThan(LARGE - (1 << 20));
        awaitGivenUp(server, 1);
        assertThat(server.http.replyBytes()).isZero();
    }

    @Test
    void aClientThatTakesItsAnswerAtALeisurelyPaceGetsAllOfIt() throws IOException {
        TestServer server = start(NEVER, NEVER);
        RawClient client = connect(server).send(LARGE_REQUEST);
        int taken = client.read(1 << 20).length;
        laterNanos.addAndGet(Duration.ofSeconds(60).toNanos());
        taken += client.readUpTo(LARGE - taken);
        assertThat(taken).isEqualTo(LARGE);
        assertThat(givenUp(server)).isZero();
    }

    @Test
    void answersThatNobodyTakesAreGivenUpBeforeTheyFillTheMemory() throws IOException {
        TestServer server = start(NEVER, NEVER);
        long share = BodyBudget.MIN_BYTES;
        int fit = (int) (2 * share / LARGE);
        int many = 5 * fit;
        for (int i = 0; i < many; i++) {
            connect(server).send(LARGE_REQUEST);
        }
        awaitGivenUp(server, many - fit);
        assertThat(server.http.replyBytes()).isLessThanOrEqualTo(2 * share);
        // One that takes its answer gets it, and those that stand still go beyond the share. The
        // first may come while another still moves, into the buffers of its connection.
        Soon.until(() -> {
            laterNanos.addAndGet(Duration.ofSeconds(2).toNanos());
            assertThat(statusOfLarge(server)).isEqualTo(200);
            return givenUp(server) >= many - (int) (share / LARGE) + 1;
        });
        assertThat(server.http.replyBytes()).isLessThanOrEqualTo(share);
        assertServes(server);
    }
}
