package io.millrace.log;

/// There is no room to store more; reading and deleting still work, and a later try may succeed.
public final class LogFullException extends LogException {
    private static final long serialVersionUID = 1L;

    public LogFullException(String message) {
        super(message);
    }
}
