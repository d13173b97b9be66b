package io.millrace.api;

import java.util.concurrent.CompletionStage;

/// Answers requests: what the HTTP server calls.
public interface Endpoint {
    /// Answers one request. May block; the server calls it on a thread that may. Never throws, and
    /// the stage never fails: every mistake and every fault has an answer.
    CompletionStage<Reply> handle(Request request);
}
