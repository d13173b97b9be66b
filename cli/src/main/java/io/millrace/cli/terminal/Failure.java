package io.millrace.cli.terminal;

/// Ends a command with exit code 1 and one line on standard error.
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// @param message one line for the user
    public Failure(String message) {
        super(message);
    }

    /// @param message one line for the user
    public Failure(String message, Throwable cause) {
        super(message, cause);
    }
}
