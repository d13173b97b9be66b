package io.millrace.stream;

/// A call was refused. The message is the text AWS sends, its misspellings included: clients match
/// on it.
public final class StreamException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final StreamError error;

    /// A refusal.
    ///
    /// @param message text for the client
    public StreamException(StreamError error, String message) {
        // A refusal is no surprise to us: no stack trace, no suppressed exceptions.
        super(message, null, false, false);
        this.error = error;
    }

    /// A fault of the server, with what led to it.
    StreamException(StreamError error, String message, Throwable cause) {
        super(message, cause);
        this.error = error;
    }

    /// What went wrong, as the API names it.
    public StreamError error() {
        return error;
    }

    /// The text for the client.
    public String text() {
        String text = getMessage();
        return text == null ? "" : text;
    }
}
