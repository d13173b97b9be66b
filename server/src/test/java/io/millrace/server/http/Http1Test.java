package io.millrace.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.Reply;
import io.millrace.testkit.Behaviour;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// HTTP/1.1 over real sockets.
class Http1Test {
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
    @Behaviour("K-018")
    void aRequestIsAnsweredWithLengthAndDate() throws IOException {
        try (RawClient client = server.connect()) {
            var answer = client.send(RawClient.post("hello")).answer();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("hello");
            assertThat(answer.headers()).containsKeys("date", "x-amzn-requestid");
            assertThat(answer.headers()).doesNotContainKey("server");
        }
    }

    @Test
    @Behaviour("K-019")
    void aConnectionIsUsedAgain() throws IOException {
        try (RawClient client = server.connect()) {
            for (int i = 0; i < 50; i++) {
                assertThat(client.send(RawClient.post("n" + i)).answer().body()).isEqualTo("n" + i);
            }
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() throws IOException {
        try (RawClient client = server.connect()) {
            client.send(RawClient.post("one") + RawClient.post("two") + RawClient.post("three"));
            assertThat(client.answer().body()).isEqualTo("one");
            assertThat(client.answer().body()).isEqualTo("two");
            assertThat(client.answer().body()).isEqualTo("three");
        }
    }

    @Test
    void aChunkedBodyIsReadWhole() throws IOException {
        try (RawClient client = server.connect()) {
            client.send(
                    "POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello");
            client.send("\r\n6\r\n world\r\n0\r\n\r\n");
            assertThat(client.answer().body()).isEqualTo("hello world");
        }
    }

    @Test
    void aLargeBodyIsReadWhole() throws IOException {
        String body = "0123456789abcdef".repeat((15 << 20) / 16);
        try (RawClient client = server.connect()) {
            assertThat(client.send(RawClient.post(body)).answer().body()).isEqualTo(body);
        }
    }

    @Test
    void aBodyInPiecesIsReadWhole() throws IOException {
        String body = "0123456789".repeat(20_000);
        byte[] bytes = RawClient.post(body).getBytes(StandardCharsets.ISO_8859_1);
        try (RawClient client = server.connect()) {
            for (int at = 0; at < bytes.length; at += 7_001) {
                client.send(
                        java.util.Arrays.copyOfRange(
                                bytes, at, Math.min(bytes.length, at + 7_001)));
            }
            assertThat(client.answer().body()).isEqualTo(body);
        }
    }

    @Test
    @Behaviour("K-015")
    void anOversizeBodyGets413AndNothingElse() throws IOException {
        String body = "x".repeat(HttpLimits.MAX_BODY_BYTES + 1);
        try (RawClient client = server.connect()) {
            var answer = client.send(RawClient.post(body)).answer();
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.body()).isEmpty();
        }
        assertThat(server.http.bodyBytes()).isZero();
    }

    @Test
    @Behaviour("K-015")
    void anOversizeChunkedBodyGets413() throws IOException {
        String chunk = "100000\r\n" + "x".repeat(1 << 20) + "\r\n";
        try (RawClient client = server.connect()) {
            client.send("POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (int i = 0; i < 17; i++) {
                client.send(chunk);
            }
            client.send("0\r\n\r\n");
            assertThat(client.answer().status()).isEqualTo(413);
        }
        assertThat(server.http.bodyBytes()).isZero();
    }

    @Test
    void anAbsurdLengthIsRefusedBeforeItIsSent() throws IOException {
        try (RawClient client = server.connect()) {
            client.send("POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 999999999999\r\n\r\n");
            var answer = client.answer();
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.headers()).containsEntry("connection", "close");
            assertThat(client.ended()).isTrue();
        }
    }

    @Test
    void whatIsNoHttpGetsAnEmpty400() throws IOException {
        try (RawClient client = server.connect()) {
            var answer = client.send("NONSENSE\r\n\r\n").answer();
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).isEmpty();
        }
    }

    @Test
    void headersBeyondTheLimitGet431() throws IOException {
        String long40k = "a".repeat(40 << 10);
        try (RawClient client = server.connect()) {
            var answer = client.send("GET / HTTP/1.1\r\nHost: t\r\nX: " + long40k + "\r\n\r\n");
            assertThat(answer.answer().status()).isEqualTo(431);
        }
    }

    @Test
    void headAndOptionsReachTheEndpoint() throws IOException {
        List<String> methods = new ArrayList<>();
        server.http.open(request -> {
            methods.add(request.method() + " " + request.path() + " " + request.query());
            return done(200, "body");
        });
        try (RawClient client = server.connect()) {
            var head = client.send("HEAD /a?b=c HTTP/1.1\r\nHost: t\r\n\r\n").answer(false);
            assertThat(head.headers()).containsEntry("content-length", "4");
            client.send("OPTIONS / HTTP/1.1\r\nHost: t\r\n\r\n").answer();
        }
        assertThat(methods).containsExactly("HEAD /a b=c", "OPTIONS / null");
    }

    @Test
    void headersAreFoundByAnyCaseAndJoined() throws IOException {
        server.http.open(request ->
                done(
                        200,
                        request.header("x-many")
                                + "|"
                                + request.header("X-NONE")
                                + "|"
                                + request.header("HOST")));
        try (RawClient client = server.connect()) {
            client.send("GET / HTTP/1.1\r\nHost: t:1\r\nX-Many: a\r\nx-MANY: b\r\n\r\n");
            assertThat(client.answer().body()).isEqualTo("a,b|null|t:1");
        }
    }

    @Test
    void anAnswerCompletedElsewhereIsWritten() throws IOException {
        server.http.open(request ->
                CompletableFuture.supplyAsync(
                        () -> new Reply.Whole(201, List.of(), ByteBuffer.wrap(request.body()))));
        try (RawClient client = server.connect()) {
            for (int i = 0; i < 20; i++) {
                var answer = client.send(RawClient.post("late")).answer();
                assertThat(answer.status()).isEqualTo(201);
                assertThat(answer.body()).isEqualTo("late");
            }
        }
    }

    @Test
    void anEndpointThatBreaksGivesAnEmpty500() throws IOException {
        server.http.open(request -> {
            throw new IllegalStateException("broken on purpose");
        });
        try (RawClient client = server.connect()) {
            var answer = client.send(RawClient.post("x")).answer();
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.body()).isEmpty();
            assertThat(client.send(RawClient.post("x")).answer().status()).isEqualTo(500);
        }
    }

    @Test
    void healthTellsWhetherRequestsAreAnswered() throws IOException {
        String health = "GET /health HTTP/1.1\r\nHost: t\r\n\r\n";
        try (TestServer starting = TestServer.starting(TlsMode.AUTO, directory);
                RawClient client = starting.connect()) {
            assertThat(client.send(health).answer().status()).isEqualTo(503);
            assertThat(client.send(RawClient.post("x")).answer().status()).isEqualTo(503);
            starting.http.open(EchoServer.Echo.INSTANCE);
            assertThat(client.send(health).answer().status()).isEqualTo(200);
            assertThat(client.send(RawClient.post("x")).answer().status()).isEqualTo(200);
        }
    }

    @Test
    void metricsAreServed() throws IOException {
        try (RawClient client = server.connect()) {
            var answer = client.send("GET /metrics HTTP/1.1\r\nHost: t\r\n\r\n").answer();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("# metrics\n");
        }
    }

    private static CompletableFuture<Reply> done(int status, String body) {
        return CompletableFuture.completedFuture(
                new Reply.Whole(
                        status, List.of(), ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8))));
    }
}
