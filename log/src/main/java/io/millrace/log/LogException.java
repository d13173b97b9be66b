package io.millrace.log;

/// A log could not do what was asked.
public abstract sealed class LogException extends RuntimeException
        permits CorruptLogException, LogClosedException, LogFullException {
    private static final long serialVersionUID = 1L;

    LogException(String message) {
        super(message);
    }
}
