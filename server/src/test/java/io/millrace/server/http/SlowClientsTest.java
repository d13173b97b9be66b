package io.millrace.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
        while (server.http.requests() < MANY) {
            Thread.onSpinWait();
        }
        assertServes();
        assertThat(server.http.bodyBytes())
                .isLessThanOrEqualTo(MANY * HttpLimits.FIRST_RESERVATION_BYTES);
        assertThat(server.http.waitingBodies()).isZero();
    }

    @Test
    void largeBodiesBeyondTheBudgetWaitAndAreAllServed() throws Exception {
        String body = "x".repeat(10 << 20);
        List<Thread> senders = new ArrayList<>();
        List<Integer> statuses = java.util.Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 12; i++) {
            RawClient client = connect();
            senders.add(
                    Thread.startVirtualThread(() -> {
                        try {
                            client.send(RawClient.post(body));
                            statuses.add(client.answer().status());
                        } catch (IOException e) {
                            statuses.add(0);
                        }
                    }));
        }
        assertServes();
        for (Thread sender : senders) {
            sender.join();
        }
        assertThat(statuses).hasSize(12).containsOnly(200);
        while (server.http.requests() > 0) {
            Thread.onSpinWait();
        }
        assertThat(server.http.bodyBytes()).isZero();
    }

    @Test
    void aClientThatVanishesGivesItsRoomBack() throws IOException {
        for (int i = 0; i < 20; i++) {
            RawClient client = connect();
            client.send("POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 1000000\r\n\r\nhalf");
            client.close();
        }
        while (server.statuses.size() < 20) {
            Thread.onSpinWait();
        }
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
