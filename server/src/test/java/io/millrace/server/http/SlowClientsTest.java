package io.millrace.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.Reply;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Clients that stall, vanish or only sit there hurt nobody else.
class SlowClientsTest {
    private static final int MANY = 500;

    @TempDir Path directory;
    TestServer server;
    final List<RawClient> clients = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        server = TestServer.echo(directory);
    }

    @AfterEach
    void stop() throws IOException {
        for (RawClient client : clients) {
            client.close();
        }
        server.close();
    }

    @Test
    void halfSentLargeBodiesCostWhatWasSent() throws IOException {
        String half = "POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 10000000\r\n\r\nhalf";
        for (int i = 0; i < MANY; i++) {
            connect().send(half);
        }
        Soon.until(() -> server.http.requests() >= MANY);
        assertServes();
        // The body that was served is given back a moment after its answer.
        Soon.until(() -> server.http.bodyBytes() <= MANY * HttpLimits.FIRST_RESERVATION_BYTES);
        assertThat(server.http.waitingBodies()).isZero();
    }

    @Test
    void largeBodiesBeyondTheBudgetWaitAndAreAllServed() throws Exception {
        String body = "x".repeat(10 << 20);
        List<Thread> senders = new ArrayList<>();
        List<Integer> statuses = java.util.Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 12; i++) {
            RawClient client = connect();
            senders.add(Thread.startVirtualThread(() -> statuses.add(statusOf(client, body))));
        }
        assertServes();
        for (Thread sender : senders) {
            sender.join();
        }
        assertThat(statuses).hasSize(12).containsOnly(200);
        Soon.until(() -> server.http.requests() == 0);
        assertThat(server.http.bodyBytes()).isZero();
    }

    @Test
    void heavyRequestsTakeTurnsAndLightOnesPassThem() throws Exception {
        server.close();
        int lanes = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        var open = new CompletableFuture<Reply>();
        var opened = new CountDownLatch(1);
        var atWork = new AtomicInteger();
        var gate = new CountDownLatch(1);
        Reply done = new Reply.Whole(200, List.of(), ByteBuffer.allocate(0));
        server =
                TestServer.ready(
                        TlsMode.AUTO,
                        directory,
                        request -> {
                            if (request.path().equals("/open")) {
                                opened.countDown();
                                return open;
                            }
                            if (request.body().length > HttpLimits.HEAVY_BODY_BYTES) {
                                atWork.getAndIncrement();
                                await(gate);
                            }
                            return CompletableFuture.completedFuture(done);
                        });
        RawClient light =
                connect().send("POST /open HTTP/1.1\r\nHost: t\r\nContent-Length: 0\r\n\r\n");
        await(opened);
        String body = "x".repeat(HttpLimits.HEAVY_BODY_BYTES + 1);
        List<Thread> senders = new ArrayList<>();
        List<Integer> statuses = java.util.Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < lanes + 2; i++) {
            RawClient client = connect();
            senders.add(Thread.startVirtualThread(() -> statuses.add(statusOf(client, body))));
        }
        // The budget has room for some of them only, however many lanes there are.
        Soon.until(() ->
                atWork.get() >= Math.min(lanes, 4)
                        && server.http.waitingTurns() + server.http.waitingBodies() >= 2);
        assertThat(connect().send(RawClient.post("light")).answer().status()).isEqualTo(200);
        assertThat(atWork).hasValueLessThanOrEqualTo(lanes);
        gate.countDown();
        for (Thread sender : senders) {
            sender.join();
        }
        assertThat(statuses).hasSize(lanes + 2).containsOnly(200);
        open.complete(done);
        assertThat(light.answer().status()).isEqualTo(200);
    }

    private static int statusOf(RawClient client, String body) {
        try {
            return client.send(RawClient.post(body)).answer().status();
        } catch (IOException e) {
            return 0;
        }
    }

    private static void await(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aClientThatVanishesGivesItsRoomBack() throws IOException {
        for (int i = 0; i < 20; i++) {
            RawClient client = connect();
            client.send("POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 1000000\r\n\r\nhalf");
            client.close();
        }
        Soon.until(() -> server.statuses.size() >= 20);
        assertThat(server.statuses).containsOnly(0);
        assertThat(server.http.bodyBytes()).isZero();
        assertThat(server.http.requests()).isZero();
    }

    @Test
    void idleAndHalfOpenConnectionsDoNotKeepOthersOut() throws IOException {
        for (int i = 0; i < MANY; i++) {
            connect();
            connect().send("POST / HT");
        }
        assertServes();
        assertThat(server.http.connections()).isGreaterThanOrEqualTo(2 * MANY);
    }

    private RawClient connect() throws IOException {
        RawClient client = server.connect();
        clients.add(client);
        return client;
    }

    private void assertServes() throws IOException {
        try (RawClient client = server.connect()) {
            for (int i = 0; i < 20; i++) {
                assertThat(client.send(RawClient.post("quick")).answer().body()).isEqualTo("quick");
            }
        }
    }
}
