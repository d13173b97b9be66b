package io.millrace.log.local.storage;

import java.io.IOException;

/// A write failed because the file system, the quota or the cap has no room for it. Other failures
/// of a write say nothing about what reached the disk; this one says that room is what is missing.
public final class NoSpaceException extends IOException {
    private static final long serialVersionUID = 1L;

    public NoSpaceException(String message) {
        super(message);
    }

    public NoSpaceException(String message, IOException cause) {
        super(message, cause);
    }
}
