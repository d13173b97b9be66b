package io.millrace.server.http;

import io.millrace.api.Endpoint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A listening HTTP server. It answers 503 until it is opened. Its port can be taken before
/// anything else is done, so that one in use is known before anything is touched.
public final class HttpServer {
    /// Selectors: one per two processors, as each is busy with parsing and writing.
    private static final int SELECTORS =
            Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    /// Requests handled at once. Handling blocks at worst on the disk, and no disk serves more
    /// reads than this at a time; what waits here costs a queue entry.
    private static final int MAX_WORKERS = 256;

    /// Heavy requests worked on at once while there are others: half the processors.
    private static final int HEAVY_LANES =
            Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    /// Acceptor, selectors, and tasks of Jetty's own; no request is handled here.
    private static final int MAX_NETWORK_THREADS = 32;

    private static final int MIN_THREADS = 4;
    private static final int IDLE_THREAD_MILLIS = 60_000;

    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

    private final Server server;
    private final ServerSocketChannel port;
    private final NetworkConnectionLimit connections;
    private final Service service;
    private final QueuedThreadPool workers;

    private HttpServer(
            Server server,
            ServerSocketChannel port,
            NetworkConnectionLimit connections,
            Service service,
            QueuedThreadPool workers) {
        this.server = server;
        this.port = port;
        this.connections = connections;
        this.service = service;
        this.workers = workers;
    }

    /// Takes a port. Clients can connect, and wait until somebody listens.
    ///
    /// @param port 0 for any free one
    /// @throws IOException if the address cannot be bound
    /// @throws java.nio.channels.UnresolvedAddressException if the host has none
    public static ServerSocketChannel bind(String host, int port) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            // The port of a server that just ended is not in use.
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            return channel.bind(new InetSocketAddress(host, port), HttpLimits.ACCEPT_QUEUE);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /// Listens on a port.
    ///
    /// @param port closed with the server
    public static HttpServer listen(
            HttpSettings settings, ServerSocketChannel port, LongSupplier nanos)
            throws IOException {
        return listen(settings, HttpTimeouts.DEFAULT, port, nanos);
    }

    static HttpServer listen(
            HttpSettings settings,
            HttpTimeouts timeouts,
            ServerSocketChannel port,
            LongSupplier nanos)
            throws IOException {
        QueuedThreadPool workers = pool("request", MAX_WORKERS);
        Server server = new Server(pool("http", MAX_NETWORK_THREADS), null, buffers(settings));
        Scheduler scheduler = server.getScheduler();
        Turns.Timer timer = (delay, task) -> scheduler.schedule(task, delay, TimeUnit.NANOSECONDS);
        var service =
                new Service(
                        new BodyBudget(settings.bodyBytes(), workers),
                        new Turns(HEAVY_LANES, workers, nanos, timer),
                        new Replies(settings.bodyBytes(), nanos),
                        workers,
                        nanos,
                        settings.observer(),
                        timer);
        var connector =
                new ServerConnector(
                        server, null, null, null, 1, SELECTORS, Protocols.of(settings, timeouts));
        connector.setIdleTimeout(timeouts.idle().toMillis());
        connector.setShutdownIdleTimeout(HttpLimits.SHUTDOWN_IDLE_TIMEOUT.toMillis());
        server.addConnector(connector);
        var connections = new NetworkConnectionLimit(HttpLimits.MAX_CONNECTIONS, connector);
        server.addBean(connections);
        server.setHandler(new Front(service, settings.metrics()));
        server.setErrorHandler(new EmptyErrors());
        connector.open(port);
        start(workers);
        start(server);
        return new HttpServer(server, port, connections, service, workers);
    }

    private static QueuedThreadPool pool(String name, int threads) {
        var number = new AtomicInteger();
        var pool =
                new QueuedThreadPool(
                        threads,
                        MIN_THREADS,
                        IDLE_THREAD_MILLIS,
                        -1,
                        null,
                        null,
                        task -> new Worker(task, name + "-" + number.incrementAndGet()));
        pool.setName(name);
        pool.setDetailedDump(false);
        return pool;
    }

    /// Buffers that wait for their next use, on and off heap, hold as much as request bodies may.
    private static ArrayByteBufferPool buffers(HttpSettings settings) {
        long kept = settings.bodyBytes() / 2;
        return new ArrayByteBufferPool(-1, -1, -1, -1, kept, kept);
    }

    private static void start(LifeCycle part) throws IOException {
        try {
            part.start();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("the HTTP server did not start", e);
        }
    }

    /// The port that was bound.
    public int port() {
        return port.socket().getLocalPort();
    }

    /// Answers requests from now on.
    public void open(Endpoint endpoint) {
        service.open(endpoint);
    }

    /// Takes no new connection, tells those there are that they will close, and lets running
    /// requests end.
    ///
    /// @param patience how long to wait for them
    public void close(Duration patience) {
        service.drain();
        server.setStopTimeout(patience.toMillis());
        try {
            server.stop();
        } catch (Exception e) {
            LOG.warn("The HTTP server did not stop cleanly", e);
        }
        // Not interrupted: a request that reads a file would close it for everyone.
        workers.setStopTimeout(0);
        LifeCycle.stop(workers);
    }

    /// Threads that handle requests and may block; what completes an answer on one of them writes
    /// it there.
    public Executor workers() {
        return workers;
    }

    /// Connections that are open now.
    public int connections() {
        return connections.getNetworkConnectionCount();
    }

    /// Requests begun and not yet answered.
    public int requests() {
        return service.running().requests();
    }

    /// Bytes of request bodies in memory.
    public long bodyBytes() {
        return service.budget().takenBytes();
    }

    /// Bytes of large answers that clients have not taken yet.
    public long replyBytes() {
        return service.replies().heldBytes();
    }

    /// Requests that wait until there is room for their bodies.
    public int waitingBodies() {
        return service.budget().waiting();
    }

    /// Heavy requests that wait for their turn.
    public int waitingTurns() {
        return service.turns().waiting();
    }
}
