package io.millrace.server.http;

import io.millrace.api.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;

/// A server on a free port of the loopback address, with what it observed.
final class TestServer implements AutoCloseable {
    final ConcurrentLinkedQueue<Integer> statuses = new ConcurrentLinkedQueue<>();
    final HttpServer http;

    private TestServer(TlsMode tls, Path directory, HttpTimeouts timeouts, LongSupplier nanos)
            throws IOException {
        var identity =
                new io.millrace.server.tls.SelfSigned(
                        directory, InstantSource.system(), new SecureRandom());
        var settings =
                new HttpSettings(
                        tls,
                        () -> {
                            try {
                                return identity.load();
                            } catch (IOException e) {
                                throw new java.io.UncheckedIOException(e);
                            }
                        },
                        BodyBudget.MIN_BYTES,
                        () -> "# metrics\n",
                        (_, status, _) -> statuses.add(status));
        http = HttpServer.listen(settings, timeouts, HttpServer.bind("127.0.0.1", 0), nanos);
    }

    static TestServer starting(TlsMode tls, Path directory) throws IOException {
        return new TestServer(tls, directory, HttpTimeouts.DEFAULT, System::nanoTime);
    }

    static TestServer ready(TlsMode tls, Path directory, Endpoint endpoint) throws IOException {
        TestServer server = starting(tls, directory);
        server.http.open(endpoint);
        return server;
    }

    static TestServer impatient(
            Path directory, Endpoint endpoint, HttpTimeouts timeouts, LongSupplier nanos)
            throws IOException {
        TestServer server = new TestServer(TlsMode.OFF, directory, timeouts, nanos);
        server.http.open(endpoint);
        return server;
    }

    static TestServer echo(Path directory) throws IOException {
        return ready(TlsMode.AUTO, directory, EchoServer.Echo.INSTANCE);
    }

    int port() {
        return http.port();
    }

    RawClient connect() throws IOException {
        return new RawClient(new Socket(InetAddress.getLoopbackAddress(), port()));
    }

    @Override
    public void close() {
        http.close(Duration.ofSeconds(1));
    }
}
