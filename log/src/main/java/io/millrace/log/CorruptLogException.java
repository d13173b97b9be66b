package io.millrace.log;

/// Stored bytes are damaged. The message says where, and what follows from it.
public final class CorruptLogException extends LogException {
    private static final long serialVersionUID = 1L;

    public CorruptLogException(String message) {
        super(message);
    }
}
