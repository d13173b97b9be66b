package io.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.millrace.log.local.storage.Storage;
import io.millrace.log.local.storage.StoredFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every {@link Storage} does, apart from surviving.
public abstract class StorageContract {
    private Storage storage;

    /// An empty storage with room for some megabytes.
    protected abstract Storage open() throws IOException;

    @BeforeEach
    final void openStorage() throws IOException {
        storage = open();
    }

    @AfterEach
    final void closeStorage() throws IOException {
        storage.close();
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        try (StoredFile file = storage.create("dir/file")) {
            file.write(0, bytes("hello world"));
            file.write(6, bytes("there"));
            file.force();
            storage.forceDirectory("dir");

            assertThat(file.size()).isEqualTo(11);
            assertThat(text(file, 0, 11)).isEqualTo("hello there");
        }
        try (StoredFile again = storage.open("dir/file", false)) {
            assertThat(text(again, 6, 5)).isEqualTo("there");
        }
    }

    @Test
    void aReadStopsAtTheEndOfTheFile() throws IOException {
        try (StoredFile file = storage.create("file")) {
            file.write(0, bytes("abc"));

            assertThat(text(file, 1, 10)).isEqualTo("bc");
            assertThat(file.read(3, ByteBuffer.allocate(1))).isZero();
            assertThat(file.read(1000, ByteBuffer.allocate(1))).isZero();
            assertThat(file.read(0, ByteBuffer.allocate(0))).isZero();
        }
    }

    @Test
    void aWriteBehindTheEndLeavesZeros() throws IOException {
        try (StoredFile file = storage.create("file")) {
            file.write(200_000, bytes("x"));

            assertThat(file.size()).isEqualTo(200_001);
            assertThat(text(file, 199_998, 3)).isEqualTo("\0\0x");
        }
    }

    @Test
    void largeBuffersPassWhole() throws IOException {
        byte[] large = new byte[(1 << 20) + 13];
        for (int i = 0; i < large.length; i++) {
            large[i] = (byte) ((i * 31) >> 3);
        }
        try (StoredFile file = storage.create("file")) {
            file.write(5, ByteBuffer.wrap(large));
            ByteBuffer read = ByteBuffer.allocateDirect(large.length);

            assertThat(file.read(5, read)).isEqualTo(large.length);
            assertThat(read.flip()).isEqualTo(ByteBuffer.wrap(large));
        }
    }

    @Test
    void namesAreUsedOnce() throws IOException {
        storage.create("file").close();

        assertThatExceptionOfType(FileAlreadyExistsException.class)
                .isThrownBy(() -> storage.create("file"));
    }

    @Test
    void aMissingFileIsNotOpened() {
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> storage.open("none", true));
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> storage.rename("none", "other"));
    }

    @Test
    void listsFilesOfOneDirectoryInOrder() throws IOException {
        for (String name : new String[] {"b", "a", "dir/z", "dir/y", "dir/deep/x"}) {
            storage.create(name).close();
        }

        assertThat(storage.list("")).containsExactly("a", "b");
        assertThat(storage.list("dir")).containsExactly("y", "z");
        assertThat(storage.list("nowhere")).isEmpty();
    }

    @Test
    void aRenamedFileReplacesWhatHadTheName() throws IOException {
        try (StoredFile old = storage.create("new");
                StoredFile file = storage.create("temporary")) {
            old.write(0, bytes("old"));
            file.write(0, bytes("fresh"));
            storage.rename("temporary", "new");

            assertThat(storage.list("")).containsExactly("new");
            assertThat(text(old, 0, 9)).isEqualTo("old");
        }
        try (StoredFile file = storage.open("new", false)) {
            assertThat(text(file, 0, 9)).isEqualTo("fresh");
        }
    }

    @Test
    void aDeletedFileStaysReadableWhereItIsOpen() throws IOException {
        try (StoredFile file = storage.create("file")) {
            file.write(0, bytes("still here"));
            storage.delete("file");
            storage.delete("file");

            assertThat(storage.list("")).isEmpty();
            assertThat(text(file, 0, 10)).isEqualTo("still here");
            storage.create("file").close();
        }
    }

    @Test
    void namesDoNotLeaveTheStorage() {
        for (String name : new String[] {"", "/etc/passwd", "../up", "a//b", "a/./b", "a/"}) {
            assertThatIllegalArgumentException().isThrownBy(() -> storage.create(name));
        }
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String text(StoredFile file, long position, int most) throws IOException {
        ByteBuffer read = ByteBuffer.allocate(most);
        int bytes = file.read(position, read);
        return new String(read.array(), 0, bytes, StandardCharsets.ISO_8859_1);
    }
}
