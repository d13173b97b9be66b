package io.millrace.log;

/// The log was closed, or stopped because a write failed.
public final class LogClosedException extends LogException {
    private static final long serialVersionUID = 1L;

    public LogClosedException(String message) {
        super(message);
    }
}
