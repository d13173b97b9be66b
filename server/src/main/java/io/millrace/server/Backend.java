package io.millrace.server;

import io.millrace.api.Endpoint;
import io.millrace.api.Reply;
import io.millrace.server.metrics.Meters;
import java.io.Closeable;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// Everything behind the port: log, streams, endpoint.
final class Backend implements Closeable {
    static Backend open(ServerConfig config, MemoryPlan plan, Consumer<Throwable> fatal)
            throws StartException {
        return new Backend();
    }

    Endpoint endpoint() {
        return request ->
                CompletableFuture.completedStage(
                        new Reply.Whole(200, List.of(), ByteBuffer.wrap(request.body())));
    }

    void show(Meters meters) {}

    @Override
    public void close() {}
}
