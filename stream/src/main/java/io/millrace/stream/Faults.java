package io.millrace.stream;

import java.util.concurrent.CompletionException;

/// Failures of the server, as a client may see them: without a word about what is behind.
final class Faults {
    /// AWS's text, also for a record of PutRecords.
    static final String TEXT = "Internal service failure.";

    private Faults() {}

    /// One record that was not stored.
    static PutResult.Failed record() {
        return new PutResult.Failed(StreamError.INTERNAL_FAILURE, TEXT);
    }

    /// A whole call that failed; the cause stays with the exception, for the server's log.
    static StreamException of(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof StreamException refusal
                ? refusal
                : new StreamException(StreamError.INTERNAL_FAILURE, TEXT, cause);
    }
}
