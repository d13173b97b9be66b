package io.millrace.table.value;

/// A value breaks one of DynamoDB's rules. The message is the one its ValidationException shows.
public final class ValueException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// A refusal.
    ///
    /// @param message text for the client
    public ValueException(String message) {
        // A refusal is no surprise to us: no stack trace, no suppressed exceptions.
        super(message, null, false, false);
    }

    /// The text for the client.
    public String text() {
        String text = getMessage();
        return text == null ? "" : text;
    }
}
