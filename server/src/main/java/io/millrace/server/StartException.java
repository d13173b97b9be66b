package io.millrace.server;

import org.jspecify.annotations.Nullable;

/// The server cannot start or go on, for a reason its operator can do something about. The message
/// is the one line that is printed.
final class StartException extends Exception {
    private static final long serialVersionUID = 1L;

    private final ExitCode code;

    StartException(ExitCode code, @Nullable String message) {
        super(message);
        this.code = code;
    }

    ExitCode code() {
        return code;
    }
}
