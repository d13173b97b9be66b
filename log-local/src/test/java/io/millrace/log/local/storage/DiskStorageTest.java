package io.millrace.log.local.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
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

    @Test
    void aBulkFileHoldsWhatWasWrittenWhicheverWayItWent() throws IOException {
        DiskStorage storage = DiskStorage.open(directory);
        byte[] expected = new byte[3 * 8192 + 777];
        new Random(7).nextBytes(expected);
        ByteBuffer aligned = ByteBuffer.allocateDirect(4 * 8192).alignedSlice(4096);
        try (StoredFile file = storage.createBulk("bulk")) {
            // Whole blocks, aligned; the rest; the same place once more, off the block.
            aligned.put(expected, 0, 2 * 8192).flip();
            file.write(0, aligned);
            file.write(2 * 8192, ByteBuffer.wrap(expected, 2 * 8192, 8192 + 777));
            file.write(5, ByteBuffer.wrap(expected, 5, 100));
            file.force();

            ByteBuffer read = ByteBuffer.allocate(expected.length + 1);
            assertThat(file.read(0, read)).isEqualTo(expected.length);
            assertThat(Arrays.copyOf(read.array(), expected.length)).isEqualTo(expected);
        }
        assertThat(directory.resolve("bulk")).hasBinaryContent(expected);
    }

    @Test
    void directWritesTakeWholeAlignedBlocksOnly() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        try (DirectWrites direct = DirectWrites.open(file)) {
            if (direct == null) {
                // No such way on this file system: then nothing may ask for it.
                assertThat(Files.exists(file)).isTrue();
                return;
            }
            ByteBuffer aligned = ByteBuffer.allocateDirect(3 * 65536).alignedSlice(65536);
            assertThat(direct.fits(65536, aligned.slice(0, 65536))).isTrue();
            assertThat(direct.fits(1, aligned.slice(0, 65536))).isFalse();
            assertThat(direct.fits(0, aligned.slice(1, 65536))).isFalse();
            assertThat(direct.fits(0, aligned.slice(0, 65537))).isFalse();
            assertThat(direct.fits(0, ByteBuffer.allocate(65536))).isFalse();
        }
    }
}
