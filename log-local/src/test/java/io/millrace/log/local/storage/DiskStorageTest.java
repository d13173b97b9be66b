package io.millrace.log.local.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiskStorageTest {
    @TempDir private Path directory;

    @Test
    void makesTheDirectoriesThatAreMissing() throws IOException {
        Path deep = directory.resolve("a/b/c");

        try (StoredFile file = DiskStorage.open(deep).create("d/e/file")) {
            file.force();
        }

        assertThat(deep.resolve("d/e/file")).isEmptyFile();
    }

    @Test
    void aSecondServerIsToldWhatToDo() throws IOException {
        DiskStorage storage = DiskStorage.open(directory);
        try (Closeable first = storage.lock()) {
            assertThat(first).isNotNull();
            assertThatIOException()
                    .isThrownBy(() -> DiskStorage.open(directory).lock())
                    .withMessageContaining(directory.toString())
                    .withMessageContaining("process " + ProcessHandle.current().pid())
                    .withMessageContaining("choose another directory");
        }
        try (Closeable again = storage.lock()) {
            assertThat(again).isNotNull();
        }
    }

    @Test
    void aLockLeftByADeadProcessDoesNotBar() throws IOException {
        Files.writeString(directory.resolve("lock"), "123456");

        try (Closeable lock = DiskStorage.open(directory).lock()) {
            assertThat(lock).isNotNull();
        }
    }

    @Test
    void missingRoomIsToldFromOtherFailures() {
        assertThat(DiskFile.explain(new IOException("No space left on device"), directory))
                .isInstanceOf(NoSpaceException.class)
                .hasMessageContaining(directory.toString());
        assertThat(DiskFile.explain(new IOException("Disk quota exceeded"), directory))
                .isInstanceOf(NoSpaceException.class);
        assertThat(DiskFile.explain(new IOException("Input/output error"), directory))
                .isNotInstanceOf(NoSpaceException.class);
    }

    @Test
    void knowsHowMuchTheFileSystemCanTake() throws IOException {
        assertThat(DiskStorage.open(directory).usableBytes()).isPositive();
    }
}
