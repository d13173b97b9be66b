package io.millrace.api.kinesis;

/// A call is refused here, before it reaches the stream engine.
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String error;
    private final String text;

    /// @param error name of the error on the wire
    /// @param text for the client
    Refusal(String error, String text) {
        // The client's mistake: no stack trace.
        super(text, null, false, false);
        this.error = error;
        this.text = text;
    }

    static Refusal invalidArgument(String text) {
        return new Refusal("InvalidArgumentException", text);
    }

    /// What a token with a member gets that the token stands for.
    static Refusal notWithToken(String member) {
        return invalidArgument("NextToken and " + member + " cannot be provided together.");
    }

    /// What a dry run that would succeed gets.
    static Refusal dryRun() {
        return new Refusal(
                "DryRunOperationException",
                "The request was rejected because the DryRun parameter was specified.");
    }

    String error() {
        return error;
    }

    String text() {
        return text;
    }
}
