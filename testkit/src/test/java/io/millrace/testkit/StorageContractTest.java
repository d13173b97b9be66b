package io.millrace.testkit;

import io.millrace.log.local.storage.DiskStorage;
import io.millrace.log.local.storage.MemoryStorage;
import io.millrace.log.local.storage.Storage;
import io.millrace.testkit.simulation.SimulatedDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

final class StorageContractTest {
    @Nested
    final class OnDisk extends StorageContract {
        @TempDir private Path directory;

        @Override
        protected Storage open() throws IOException {
            return DiskStorage.open(directory);
        }
    }

    @Nested
    final class InMemory extends StorageContract {
        @Override
        protected Storage open() {
            return new MemoryStorage(8 << 20);
        }
    }

    @Nested
    final class Simulated extends StorageContract {
        @Override
        protected Storage open() {
            return new SimulatedDisk(new Random(1)).storage();
        }
    }
}
