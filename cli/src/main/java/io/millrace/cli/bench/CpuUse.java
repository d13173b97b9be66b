package io.millrace.cli.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/// How many processors the load generator itself keeps busy: what it takes, a server on the same
/// machine does not have.
final class CpuUse {
    private final OperatingSystemMXBean system =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final long startNanos = system.getProcessCpuTime();

    /// Processors used since this was made.
    ///
    /// @param seconds since then
    double processors(double seconds) {
        return (system.getProcessCpuTime() - startNanos) / 1e9 / seconds;
    }
}
