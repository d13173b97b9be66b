package io.millrace.log.local;

import java.io.IOException;

/// The work of one task, which may fail.
interface Step {
    /// Does one piece of work.
    ///
    /// @return nanoseconds until it wants to run again, as {@link Task#step} defines
    long run() throws IOException;
}
