package io.millrace.table.expression;

/// An expression cannot be read, or cannot be carried out on the item there is. The message is the
/// one DynamoDB's ValidationException shows.
public final class ExpressionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// A refusal.
    ///
    /// @param message text for the client
    public ExpressionException(String message) {
        // A refusal is no surprise to us: no stack trace, no suppressed exceptions.
        super(message, null, false, false);
    }

    /// The text for the client.
    public String text() {
        String text = getMessage();
        return text == null ? "" : text;
    }
}
