package io.millrace.cli.bench;

import io.millrace.cli.terminal.Failure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Makes the stream of a run, looks at it and takes it away again: calls that wait for their
/// answer.
final class Control implements Conversation {
    private static final int OK = 200;
    private static final long ANSWER_SECONDS = 60;

    /// Ten times a second: AWS allows 20 calls.
    private static final long LOOK_AGAIN_MILLIS = 100;

    private static final long ACTIVE_WITHIN_MILLIS = 60_000;

    private record Pending(Call call, CompletableFuture<Map<String, List<String>>> answer) {}

    private final Requests requests;
    private final Replies replies;
    private final HttpConnection connection;
    private final Queue<Pending> queue = new ConcurrentLinkedQueue<>();
    private @Nullable Pending current;

    Control(HttpLoop loop, WireFormat format, String stream) {
        this.requests = new Requests(format, stream);
        this.replies = new Replies(format);
        this.connection = loop.connection(this);
    }

    /// Makes the stream and waits until it is active.
    void createStream(int shards) throws InterruptedException {
        var _ = call("CreateStream", requests.createStream(shards));
        long looks = ACTIVE_WITHIN_MILLIS / LOOK_AGAIN_MILLIS;
        for (long look = 0; look < looks; look++) {
            Map<String, List<String>> summary = call("DescribeStreamSummary", requests.ofStream());
            if (summary.getOrDefault("StreamStatus", List.of()).contains("ACTIVE")) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
        }
        throw new Failure("the stream did not become active within a minute");
    }

    List<String> shards() throws InterruptedException {
        List<String> shards = new ArrayList<>();
        String token = "";
        do {
            Map<String, List<String>> page = call("ListShards", requests.listShards(token));
            shards.addAll(page.getOrDefault("ShardId", List.of()));
            token = page.getOrDefault("NextToken", List.of("")).getFirst();
        } while (!token.isEmpty());
        return shards;
    }

    void deleteStream() throws InterruptedException {
        var _ = call("DeleteStream", requests.ofStream());
    }

    private Map<String, List<String>> call(String operation, Body body)
            throws InterruptedException {
        Pending pending = new Pending(new Call(operation, body), new CompletableFuture<>());
        queue.add(pending);
        connection.wake();
        try {
            return pending.answer().get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new Failure(operation + ": no answer within a minute", e);
        } catch (ExecutionException e) {
            throw new Failure(operation + ": " + messageOf(e), e);
        }
    }

    /// What went wrong, out of the wrapping that waiting for it brought along.
    static String messageOf(Exception wrapped) {
        Throwable cause = wrapped.getCause() == null ? wrapped : wrapped.getCause();
        return String.valueOf(cause.getMessage());
    }

    @Override
    public @Nullable Call next() {
        current = queue.poll();
        return current == null ? null : current.call();
    }

    @Override
    public long answered(int status, Body body, long elapsedNanos) {
        Pending pending = current;
        if (pending == null) {
            return 0;
        }
        try {
            Map<String, List<String>> members = replies.scalars(body);
            if (status == OK) {
                pending.answer().complete(members);
            } else {
                pending.answer().completeExceptionally(new IOException(status + " " + members));
            }
        } catch (IOException e) {
            pending.answer().completeExceptionally(e);
        }
        return 0;
    }

    @Override
    public void failed(Throwable cause) {
        Pending pending = current == null ? queue.poll() : current;
        if (pending != null) {
            pending.answer().completeExceptionally(cause);
        }
    }
}
