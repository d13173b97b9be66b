package io.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.log.local.storage.MemoryStorage;
import io.millrace.log.local.storage.Storage;
import io.millrace.log.local.storage.StoredFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PowerCutStorageTest {
    private final Storage disk = new MemoryStorage(1 << 20);

    @Test
    void unforcedWritesAreReadHereButNotOnTheDisk() throws IOException {
        StoredFile file = new PowerCutStorage(disk, false).create("journal/a");
        write(file, 0, "abcdef");
        file.force();
        write(file, 2, "XY");
        write(file, 6, "gh");
        assertThat(read(file)).isEqualTo("abXYefgh");
        assertThat(onDisk()).isEqualTo("abcdef");
        file.force();
        assertThat(onDisk()).isEqualTo("abXYefgh");
    }

    @Test
    void ofUnforcedWritesTheLaterLiesOverTheEarlier() throws IOException {
        StoredFile file = new PowerCutStorage(disk, false).create("journal/a");
        write(file, 0, "abcdef");
        write(file, 3, "DEF");
        write(file, 0, "AB");
        assertThat(read(file)).isEqualTo("ABcDEF");
        assertThat(onDisk()).isEmpty();
        file.force();
        assertThat(onDisk()).isEqualTo("ABcDEF");
    }

    @Test
    void aLateForceOfAnOverwriteIsOneBehind() throws IOException {
        StoredFile file = new PowerCutStorage(disk, true).create("journal/a");
        write(file, 4096, "......");
        file.force();
        assertThat(onDisk()).endsWith("......");
        write(file, 4096, "ab");
        file.force();
        assertThat(onDisk()).endsWith("......");
        write(file, 4098, "cd");
        file.force();
        assertThat(onDisk()).endsWith("ab....");
        assertThat(read(file)).endsWith("abcd..");
    }

    private String onDisk() throws IOException {
        try (StoredFile file = disk.open("journal/a", false)) {
            return read(file);
        }
    }

    private static String read(StoredFile file) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) file.size());
        file.read(0, bytes);
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    }

    private static void write(StoredFile file, long position, String text) throws IOException {
        file.write(position, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }
}
