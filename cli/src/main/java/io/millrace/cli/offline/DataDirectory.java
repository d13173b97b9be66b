package io.millrace.cli.offline;

import io.millrace.cli.terminal.Failure;
import io.millrace.log.local.storage.DiskStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A directory that exists: looking must not make one.
final class DataDirectory {
    private DataDirectory() {}

    static DiskStorage open(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new Failure("no such directory: " + directory);
        }
        return DiskStorage.open(directory);
    }
}
