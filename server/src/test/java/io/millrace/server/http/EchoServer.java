package io.millrace.server.http;

import io.millrace.api.Endpoint;
import io.millrace.api.Reply;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;

/// The bare echo that PutRecord is compared with: run it, then {@link EchoLoad}. The first argument
/// is the port; `late` as the second completes every answer on another thread, as the log does.
final class EchoServer {
    private static final List<Reply.Header> HEADERS =
            List.of(
                    new Reply.Header("x-amzn-RequestId", "5a0f9a4a-7f3c-4a6c-9d7e-d6f2c87bb1ad"),
                    new Reply.Header("x-amz-id-2", "A".repeat(96)),
                    new Reply.Header("Content-Type", "application/x-amz-json-1.1"));

    private EchoServer() {}

    public static void main(String[] arguments) throws Exception {
        boolean late = arguments.length > 1 && arguments[1].equals("late");
        var settings =
                new HttpSettings(
                        TlsMode.OFF, null, BodyBudget.MIN_BYTES, () -> "", (_, _, _) -> {});
        HttpServer server =
                HttpServer.listen(
                        settings,
                        HttpServer.bind("127.0.0.1", Integer.parseInt(arguments[0])),
                        System::nanoTime);
        server.open(late ? lateEcho() : Echo.INSTANCE);
        Thread.currentThread().join();
    }

    private static Endpoint lateEcho() {
        var log = Executors.newSingleThreadExecutor();
        return request ->
                CompletableFuture.supplyAsync(
                        () -> new Reply.Whole(200, HEADERS, ByteBuffer.allocate(120)), log);
    }

    /// Answers with the body it was sent.
    enum Echo implements Endpoint {
        INSTANCE;

        @Override
        public CompletableFuture<Reply> handle(io.millrace.api.Request request) {
            request.header("X-Amz-Target");
            request.header("Authorization");
            request.header("Content-Type");
            return CompletableFuture.completedFuture(
                    new Reply.Whole(200, HEADERS, ByteBuffer.wrap(request.body())));
        }
    }
}
