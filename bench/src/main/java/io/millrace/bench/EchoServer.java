package io.millrace.bench;

import io.millrace.api.Endpoint;
import io.millrace.api.Reply;
import io.millrace.server.http.HttpServer;
import io.millrace.server.http.HttpSettings;
import io.millrace.server.http.TlsMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Millrace's own HTTP server with nothing behind it: answers every request with its body. What
/// `millrace bench echo` measures against it is the price of HTTP; the rest of a PutRecord is the
/// price of storing.
public final class EchoServer {
    private static final long BODY_BYTES = 64L << 20;

    /// As many and as long as those of a PutRecord's answer.
    private static final List<Reply.Header> HEADERS =
            List.of(
                    new Reply.Header("x-amzn-RequestId", "5a0f9a4a-7f3c-4a6c-9d7e-d6f2c87bb1ad"),
                    new Reply.Header("x-amz-id-2", "A".repeat(96)),
                    new Reply.Header("Content-Type", "application/x-amz-cbor-1.1"));

    private EchoServer() {}

    /// Runs until the process is ended.
    ///
    /// @param arguments the port on loopback
    public static void main(String[] arguments) throws IOException, InterruptedException {
        HttpSettings settings =
                new HttpSettings(TlsMode.OFF, null, BODY_BYTES, () -> "", (_, _, _) -> {});
        Endpoint echo =
                request ->
                        CompletableFuture.completedFuture(
                                new Reply.Whole(200, HEADERS, ByteBuffer.wrap(request.body())));
        HttpServer server =
                HttpServer.listen(
                        settings,
                        HttpServer.bind("127.0.0.1", Integer.parseInt(arguments[0])),
                        System::nanoTime);
        server.open(echo);
        Thread.currentThread().join();
    }
}
