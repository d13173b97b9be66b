package io.millrace.server.http;

import io.millrace.api.Endpoint;
import io.millrace.api.Feed;
import io.millrace.api.Reply;
import io.millrace.api.Request;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A feed that a test plays by hand, and an endpoint that answers with it whoever comes first; the
/// others get their body back.
final class Script implements Feed, Endpoint {
    static final String FIRST = "first";

    final AtomicInteger asked = new AtomicInteger();
    final CompletableFuture<Void> cancelled = new CompletableFuture<>();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile @Nullable Sink sink;
    private volatile @Nullable String early;

    /// Has it end as soon as it is opened.
    void endAtOnce(String last) {
        early = last;
    }

    @Override
    public CompletionStage<Reply> handle(Request request) {
        return requests.getAndIncrement() == 0
                ? CompletableFuture.completedStage(
                        new Reply.Events(
                                200, List.of(new Reply.Header("Content-Type", "text/x")), this))
                : EchoServer.Echo.INSTANCE.handle(request);
    }

    @Override
    public ByteBuffer open(Sink opened) {
        sink = opened;
        String last = early;
        if (last != null) {
            opened.end(bytes(last));
        }
        return bytes(FIRST);
    }

    @Override
    public void next() {
        asked.incrementAndGet();
    }

    @Override
    public void cancel() {
        cancelled.complete(null);
    }

    Script awaitAsked(int times) {
        Soon.until(() -> asked.get() >= times);
        return this;
    }

    void piece(String text) {
        piece(bytes(text));
    }

    void piece(ByteBuffer bytes) {
        Objects.requireNonNull(sink).piece(bytes);
    }

    void end(String text) {
        Objects.requireNonNull(sink).end(bytes(text));
    }

    /// Gives a piece each time it is asked, until nobody wants any more.
    void giveUntilCancelled(int bytes) {
        int given = 0;
        while (!cancelled.isDone()) {
            int next = given + 1;
            Soon.until(() -> asked.get() >= next || cancelled.isDone());
            given = next;
            piece(ByteBuffer.allocate(bytes));
        }
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
