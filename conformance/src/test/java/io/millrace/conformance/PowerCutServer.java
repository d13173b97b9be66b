package io.millrace.conformance;

import io.millrace.log.local.LocalLogConfig;
import io.millrace.log.local.storage.Storage;
import io.millrace.server.MillraceServer;
import io.millrace.server.Underlay;
import io.millrace.testkit.PowerCutStorage;
import java.util.List;
import java.util.Map;

/// The server over a disk to which only a force passes anything on, so that SIGKILL is a power cut,
/// and with a journal so small that it is retired to segments all the time.
///
/// Arguments: the data directory, then {@link #ACKNOWLEDGE_EARLY} for the mutant, or {@link
/// #HALT_AFTER} and a number.
public final class PowerCutServer {
    /// Makes every force of the journal report success one force too early.
    static final String ACKNOWLEDGE_EARLY = "acknowledge-early";

    /// Cuts the power by itself, that many operations into retiring a journal file.
    static final String HALT_AFTER = "halt-after=";

    private static final int FILE_BYTES = 64 << 10;
    private static final int FILES = 6;
    private static final int SNAPSHOT_BYTES = 4 << 10;

    private PowerCutServer() {}

    public static void main(String[] arguments) {
        List<String> options = List.of(arguments);
        boolean early = options.contains(ACKNOWLEDGE_EARLY);
        System.exit(
                MillraceServer.run(
                        Map.of("port", "0", "data-dir", options.getFirst()),
                        Map.of(),
                        new Underlay(
                                disk -> halting(options, new PowerCutStorage(disk, early)),
                                PowerCutServer::small)));
    }

    private static Storage halting(List<String> options, Storage storage) {
        for (String option : options) {
            if (option.startsWith(HALT_AFTER)) {
                int operations = Integer.parseInt(option.substring(HALT_AFTER.length()));
                return new WatchedStorage(storage, new HaltWhileRetiring(operations));
            }
        }
        return storage;
    }

    private static LocalLogConfig small(LocalLogConfig config) {
        return config.withJournal((long) FILES * FILE_BYTES, FILE_BYTES, FILE_BYTES)
                .withSnapshotMinBytes(SNAPSHOT_BYTES);
    }
}
