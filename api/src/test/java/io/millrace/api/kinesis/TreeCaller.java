package io.millrace.api.kinesis;

import io.millrace.api.Reply;
import io.millrace.api.Request;
import io.millrace.wire.Format;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Sends trees to an endpoint in memory and hands back what it answers as a tree.
record TreeCaller(KinesisEndpoint endpoint) {
    private static final long PATIENCE_SECONDS = 20;

    /// An answer.
    ///
    /// @param tree of the body; an empty map for an empty body; for an answer in pieces a list of
    ///   those that come at once, as the member `EventStream`
    record Outcome(int status, boolean empty, Map<String, Object> tree) {
        /// The type of an error.
        String type() {
            return String.valueOf(tree.get("__type"));
        }

        /// The text of an error, whichever way it is spelled.
        String message() {
            return String.valueOf(tree.getOrDefault("message", tree.get("Message")));
        }

        @Override
        public String toString() {
            String text = status + " " + tree;
            return text.substring(0, Math.min(1000, text.length()));
        }
    }

    Outcome call(Format format, String operation, Map<String, Object> tree) {
        return send(format, operation, Trees.encode(format, tree));
    }

    Outcome send(Format format, String operation, byte[] body) {
        Map<String, String> headers =
                Kinesis.headers(format.contentType(), Kinesis.TARGET + operation);
        return send(format, headers, body);
    }

    Outcome send(Format format, Map<String, String> headers, byte[] body) {
        return switch (answer("POST", headers, body)) {
            case Reply.Whole whole -> {
                byte[] copy = new byte[whole.body().remaining()];
                whole.body().get(copy);
                Map<String, Object> tree =
                        copy.length == 0 ? Map.of() : Trees.asStructure(Trees.decode(format, copy));
                yield new Outcome(whole.status(), copy.length == 0, tree);
            }
            case Reply.Events events ->
                    new Outcome(
                            events.status(),
                            false,
                            Map.of("EventStream", Frames.of(events.feed())));
        };
    }

    /// The bare reply of what is not answered in pieces.
    Reply.Whole reply(String method, Map<String, String> headers, byte[] body) {
        return (Reply.Whole) answer(method, headers, body);
    }

    /// One that does not come in time is a failure.
    private Reply answer(String method, Map<String, String> headers, byte[] body) {
        Request request =
                new Request(
                        method,
                        "/",
                        null,
                        name -> headers.get(String.valueOf(name).toLowerCase(Locale.ROOT)),
                        body);
        return endpoint.handle(request)
                .toCompletableFuture()
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }
}
