package io.millrace.server.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.Graceful;

/// Answers the two paths that are the server's own, and passes every other request on. Called on
/// the selector thread and does not block.
final class Front extends Handler.Abstract.NonBlocking implements Graceful {
    private final Service service;
    private final Supplier<String> metrics;

    /// @param metrics text in Prometheus' format
    Front(Service service, Supplier<String> metrics) {
        this.service = service;
        this.metrics = metrics;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String path = request.getHttpURI().getPath();
        if ("/health".equals(path) && reads(request)) {
            boolean ready = service.ready();
            page(response, callback, ready ? 200 : 503, ready ? "ready\n" : "not ready\n");
        } else if ("/metrics".equals(path) && reads(request)) {
            // Some hundred lines of text and a look into every part: not on the selector thread.
            service.executor().execute(() -> page(response, callback, 200, metrics.get()));
        } else {
            new Exchange(service, request, response, callback).start();
        }
        return true;
    }

    @Override
    public CompletableFuture<Void> shutdown() {
        service.drain();
        return service.running().drain();
    }

    @Override
    public boolean isShutdown() {
        return service.draining();
    }

    private static boolean reads(Request request) {
        return "GET".equals(request.getMethod()) || "HEAD".equals(request.getMethod());
    }

    private static void page(Response response, Callback callback, int status, String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
    }
}
