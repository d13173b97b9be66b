package io.millrace.server.http;

import io.millrace.api.Endpoint;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A listening HTTP server. It answers 503 until it is opened, and its port is taken from the
/// start, so that a port in use is known before anything else is touched.
public final class HttpServer {
    /// Selectors: one per two processors, as each is busy with parsing and writing.
    private static final int SELECTORS =
            Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

    private final Server server;
    private final ServerConnector connector;
    private final Service service;
    private final ExecutorService workers;

    private HttpServer(
            Server server, ServerConnector connector, Service service, ExecutorService workers) {
        this.server = server;
        this.connector = connector;
        this.service = service;
        this.workers = workers;
    }

    /// Binds and listens.
    ///
    /// @throws IOException if the address cannot be bound
    public static HttpServer listen(HttpSettings settings, LongSupplier nanos) throws IOException {
        ExecutorService workers =
                Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("request-", 0).factory());
        var service =
                new Service(
                        new BodyBudget(settings.bodyBytes(), workers),
                        workers,
                        nanos,
                        settings.observer());
        var threads = new QueuedThreadPool(64, 4);
        threads.setName("http");
        Server server = new Server(threads, null, new ArrayByteBufferPool());
        var connector =
                new ServerConnector(server, null, null, null, 1, SELECTORS, Protocols.of(settings));
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        connector.setAcceptQueueSize(HttpLimits.ACCEPT_QUEUE);
        connector.setIdleTimeout(HttpLimits.IDLE_TIMEOUT.toMillis());
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(HttpLimits.MAX_CONNECTIONS, connector));
        server.setHandler(new Front(service, settings.metrics()));
        server.setErrorHandler(new EmptyErrors());
        connector.open();
        try {
            server.start();
        } catch (Exception e) {
            throw new IOException("the HTTP server did not start", e);
        }
        return new HttpServer(server, connector, service, workers);
    }

    /// The port that was bound.
    public int port() {
        return connector.getLocalPort();
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
        workers.shutdownNow();
    }
}
