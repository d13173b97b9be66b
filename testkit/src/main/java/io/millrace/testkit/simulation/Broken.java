package io.millrace.testkit.simulation;

import org.jspecify.annotations.Nullable;

/// The engine broke a promise.
final class Broken extends AssertionError {
    private static final long serialVersionUID = 1L;

    Broken(String promise) {
        super(promise);
    }

    Broken(String promise, @Nullable Throwable cause) {
        super(promise, cause);
    }

    /// @throws Broken unless the promise is kept
    static void unless(boolean kept, String promise) {
        if (!kept) {
            throw new Broken(promise);
        }
    }
}
