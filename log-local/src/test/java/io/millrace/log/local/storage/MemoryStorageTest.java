package io.millrace.log.local.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

final class MemoryStorageTest {
    private static final int MIB = 1 << 20;

    private final MemoryStorage storage = new MemoryStorage(MIB);

    @Test
    void refusesToGrowBeyondItsCapAndKeepsWhatItHas() throws IOException {
        StoredFile file = storage.create("a");
        file.write(0, ByteBuffer.allocate(MIB));

        assertThat(storage.usableBytes()).isZero();
        assertThatExceptionOfType(NoSpaceException.class)
                .isThrownBy(() -> file.write(MIB, ByteBuffer.allocate(1)))
                .withMessageContaining("of a");
        file.write(7, ByteBuffer.allocate(100));
        assertThat(file.size()).isEqualTo(MIB);
    }

    @Test
    void aDeletedFileGivesItsRoomBackOnceNobodyHasItOpen() throws IOException {
        StoredFile file = storage.create("a");
        file.write(0, ByteBuffer.allocate(MIB / 2));

        storage.delete("a");
        assertThat(storage.usableBytes()).isEqualTo(MIB / 2);
        file.close();

        assertThat(storage.usableBytes()).isEqualTo(MIB);
        assertThatIOException().isThrownBy(() -> file.read(0, ByteBuffer.allocate(1)));
    }

    @Test
    void aHoleCostsNothingAndReadsAsZeros() throws IOException {
        StoredFile file = storage.create("a");
        file.write(10L * MIB, ByteBuffer.wrap(new byte[] {1}));

        ByteBuffer read = ByteBuffer.allocate(2);
        assertThat(file.read(10L * MIB - 1, read)).isEqualTo(2);
        assertThat(read.array()).containsExactly(0, 1);
        assertThat(storage.usableBytes()).isGreaterThan(MIB / 2);
    }

    @Test
    void isTakenByOneServerAtATime() throws IOException {
        var lock = storage.lock();
        assertThatIOException().isThrownBy(storage::lock);
        lock.close();
        storage.lock().close();
    }
}
