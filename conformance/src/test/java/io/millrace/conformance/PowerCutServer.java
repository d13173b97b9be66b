package io.millrace.conformance;

import io.millrace.server.MillraceServer;
import io.millrace.testkit.PowerCutStorage;
import java.util.List;
import java.util.Map;

/// The server over a disk to which only a force passes anything on, so that SIGKILL is a power cut.
///
/// Arguments: the data directory, and {@link #ACKNOWLEDGE_EARLY} for the mutant.
public final class PowerCutServer {
    /// Makes every force of the journal report success one force too early.
    static final String ACKNOWLEDGE_EARLY = "acknowledge-early";

    private PowerCutServer() {}

    public static void main(String[] arguments) {
        boolean early = List.of(arguments).contains(ACKNOWLEDGE_EARLY);
        System.exit(
                MillraceServer.run(
                        Map.of("port", "0", "data-dir", arguments[0]),
                        Map.of(),
                        disk -> new PowerCutStorage(disk, early)));
    }
}
