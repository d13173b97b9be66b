package io.millrace.server;

import io.millrace.server.http.HttpServer;
import io.millrace.server.http.HttpSettings;
import io.millrace.server.http.TlsIdentity;
import io.millrace.server.http.TlsMode;
import io.millrace.server.metrics.Meters;
import io.millrace.server.tls.PemIdentity;
import io.millrace.server.tls.SelfSigned;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A running server, put together: log, streams, endpoint, port. The only place where a `new` meets
/// an interface of another layer.
final class Wiring implements Closeable {
    /// How long running requests may take to end when the server stops.
    private static final Duration DRAIN = Duration.ofSeconds(10);

    private final ServerConfig config;
    private final HttpServer http;
    private final Backend backend;

    private Wiring(ServerConfig config, HttpServer http, Backend backend) {
        this.config = config;
        this.http = http;
        this.backend = backend;
    }

    /// Binds the port, opens the data directory, and answers requests on return.
    ///
    /// @param underlay what a test puts between the log and the disk
    /// @param fatal told when the storage has failed; must end the process
    /// @throws StartException if it cannot, for a reason the operator can mend
    static Wiring start(ServerConfig config, Underlay underlay, Consumer<Throwable> fatal)
            throws StartException {
        MemoryPlan plan =
                MemoryPlan.of(
                        config.memoryBytes(),
                        config.tableMemoryBytes(),
                        Runtime.getRuntime().maxMemory());
        Supplier<TlsIdentity> identity = identity(config);
        ServerSocketChannel port = bind(config);
        // Nobody subscribes before the port is open.
        var workers = new CompletableFuture<Executor>();
        Executor events = task -> workers.join().execute(task);
        Opening opening = Opening.begin(() -> Backend.open(config, plan, underlay, events, fatal));
        var meters = new Meters();
        HttpServer http;
        try {
            http = listen(config, plan, identity, port, meters);
        } catch (StartException | RuntimeException e) {
            opening.abandon();
            throw e;
        }
        try {
            workers.complete(http.workers());
            Backend backend = opening.await();
            backend.show(meters);
            show(http, meters);
            http.open(backend.endpoint(http.workers()));
            return new Wiring(config, http, backend);
        } catch (StartException | RuntimeException e) {
            http.close(Duration.ZERO);
            throw e;
        }
    }

    /// Where clients find it.
    String address() {
        String host = config.host().contains(":") ? "[" + config.host() + "]" : config.host();
        String scheme = config.tls() == TlsMode.REQUIRED ? "https" : "http";
        return scheme + "://" + host + ":" + http.port();
    }

    int port() {
        return http.port();
    }

    /// What an operator wants to see first, behind the address.
    String description() {
        return switch (config.durability()) {
            case FSYNC -> "data in " + config.dataDir().toAbsolutePath() + ", durability fsync";
            case MEMORY -> "data in memory only, durability memory";
        };
    }

    /// Ends the port first, so that everything accepted is answered, then the log.
    @Override
    public void close() {
        http.close(DRAIN);
        backend.close();
    }

    private static ServerSocketChannel bind(ServerConfig config) throws StartException {
        try {
            return HttpServer.bind(config.host(), config.port());
        } catch (IOException e) {
            throw unbound(config, e);
        } catch (UnresolvedAddressException e) {
            throw new StartException(
                    ExitCode.UNAVAILABLE, "no address is known for host " + config.host());
        }
    }

    private static HttpServer listen(
            ServerConfig config,
            MemoryPlan plan,
            @Nullable Supplier<TlsIdentity> identity,
            ServerSocketChannel port,
            Meters meters)
            throws StartException {
        try {
            var settings =
                    new HttpSettings(
                            config.tls(), identity, plan.bodyBytes(), meters::scrape, meters);
            return HttpServer.listen(settings, port, System::nanoTime);
        } catch (IOException e) {
            throw unbound(config, e);
        }
    }

    private static StartException unbound(ServerConfig config, IOException e) {
        String where = config.host() + ":" + config.port();
        String why = String.valueOf(e.getMessage());
        if (why.contains("Permission denied")) {
            return new StartException(
                    ExitCode.NO_PERMISSION, "port " + where + " needs rights this user lacks");
        }
        if (why.contains("already in use")) {
            return new StartException(
                    ExitCode.UNAVAILABLE,
                    "port "
                            + where
                            + " is in use; stop the other program or choose another with --port");
        }
        return new StartException(ExitCode.UNAVAILABLE, "cannot listen on " + where + ": " + why);
    }

    private static Supplier<TlsIdentity> identity(ServerConfig config) throws StartException {
        Path certificate = config.tlsCert();
        Path key = config.tlsKey();
        if (certificate == null || key == null) {
            var selfSigned =
                    new SelfSigned(config.dataDir(), InstantSource.system(), new SecureRandom());
            return () -> {
                try {
                    return selfSigned.load();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            };
        }
        try {
            TlsIdentity brought = PemIdentity.read(certificate, key);
            return () -> brought;
        } catch (IOException e) {
            throw new StartException(ExitCode.USAGE, "tls-cert, tls-key: " + e.getMessage());
        }
    }

    private static void show(HttpServer http, Meters meters) {
        meters.gauge(
                "millrace.http.connections", "Connections open", http, HttpServer::connections);
        meters.gauge(
                "millrace.http.requests.running", "Requests running", http, HttpServer::requests);
        meters.gauge(
                "millrace.http.body.bytes",
                "Bytes of request bodies in memory",
                http,
                HttpServer::bodyBytes);
        meters.gauge(
                "millrace.http.reply.bytes",
                "Bytes of large answers that clients have not taken yet",
                http,
                HttpServer::replyBytes);
        meters.gauge(
                "millrace.http.body.waiting",
                "Requests waiting for room for their body",
                http,
                HttpServer::waitingBodies);
        meters.gauge(
                "millrace.http.turns.waiting",
                "Heavy requests waiting for their turn",
                http,
                HttpServer::waitingTurns);
    }
}
