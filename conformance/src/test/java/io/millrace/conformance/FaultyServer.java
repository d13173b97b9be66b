package io.millrace.conformance;

import io.millrace.server.MillraceServer;
import io.millrace.server.Underlay;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/// The server over a disk that fails, whoever runs the test.
///
/// Arguments: the data directory and a {@link Fault}.
public final class FaultyServer {
    /// Filling the first journal files takes some forty; the others are puts that succeed.
    private static final int FORCES = 300;

    private FaultyServer() {}

    /// What is wrong with the disk.
    enum Fault {
        /// The user may not write to the directory.
        DENIED,
        /// Forcing the journal fails after a while.
        FAILING
    }

    public static void main(String[] arguments) {
        String directory = arguments[0];
        WatchedStorage.Watch watch =
                switch (Fault.valueOf(arguments[1])) {
                    case DENIED -> (operation, _) -> deny(operation, directory);
                    case FAILING -> new FailingForce();
                };
        System.exit(
                MillraceServer.run(
                        Map.of("port", "0", "data-dir", directory),
                        Map.of(),
                        new Underlay(
                                disk -> new WatchedStorage(disk, watch),
                                UnaryOperator.identity())));
    }

    private static void deny(WatchedStorage.Operation operation, String directory)
            throws IOException {
        if (operation == WatchedStorage.Operation.LOCK) {
            throw new AccessDeniedException(directory);
        }
    }

    private static final class FailingForce implements WatchedStorage.Watch {
        private final AtomicInteger forces = new AtomicInteger();

        @Override
        public void before(WatchedStorage.Operation operation, String name) throws IOException {
            if (operation == WatchedStorage.Operation.FORCE
                    && name.startsWith("journal/")
                    && forces.incrementAndGet() > FORCES) {
                throw new IOException("Input/output error");
            }
        }
    }
}
