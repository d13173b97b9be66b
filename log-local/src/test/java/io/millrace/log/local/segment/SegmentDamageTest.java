package io.millrace.log.local.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.millrace.log.CorruptLogException;
import io.millrace.log.local.storage.MemoryStorage;
import io.millrace.log.local.storage.Storage;
import io.millrace.log.local.storage.StoredFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Flips every byte of a segment and cuts it at every length: a reader never gets anything but what
/// was written, and `verify` finds every damage.
final class SegmentDamageTest {
    private static final String NAME = "segments/9-4.seg";
    private static final long STREAM = 9;

    private final Random random = new Random(42);
    private final List<StoredBatch> batches = new ArrayList<>();
    private SegmentMeta meta;
    private byte[] sound;

    @BeforeEach
    void writeASegmentOfSeveralBlocks() throws IOException {
        Storage storage = new MemoryStorage(8 << 20);
        // Compressed and uncompressed blocks, one of several batches, several shards.
        batches.addAll(Batches.random(random, STREAM, 3, 4, 60));
        int shard = batches.getLast().shard() + 1;
        for (int i = 0; i < 3; i++) {
            batches.add(
                    new StoredBatch(STREAM, shard, 10 + i, 50 + i, 2, Batches.noise(random, 300)));
        }
        try (SegmentWriter writer =
                SegmentWriter.create(storage, NAME, STREAM, SegmentWriter.chunk())) {
            for (StoredBatch batch : batches) {
                writer.add(batch);
            }
            meta = writer.finish();
        }
        sound = new byte[(int) meta.bytes()];
        try (StoredFile file = storage.open(NAME, false)) {
            assertThat(file.read(0, ByteBuffer.wrap(sound))).isEqualTo(sound.length);
        }
    }

    @Test
    void everyFlippedByteIsFoundAndNeverRead() throws IOException {
        for (int at = 0; at < sound.length; at++) {
            byte[] damaged = sound.clone();
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            assertDetected(damaged, "byte " + at);
        }
    }

    @Test
    void everyCutIsFoundAndNeverRead() throws IOException {
        for (int length = 0; length < sound.length; length++) {
            assertDetected(Arrays.copyOf(sound, length), "cut to " + length);
        }
    }

    @Test
    void bytesBehindTheEndAreFound() throws IOException {
        for (int more : new int[] {1, 96, 4096}) {
            assertDetected(Arrays.copyOf(sound, sound.length + more), "longer by " + more);
        }
        byte[] twice = Arrays.copyOf(sound, sound.length * 2);
        System.arraycopy(sound, 0, twice, sound.length, sound.length);
        assertDetected(twice, "twice");
    }

    @Test
    void zeroedSectorsAreFound() throws IOException {
        for (int at = 0; at < sound.length; at += 512) {
            byte[] damaged = sound.clone();
            Arrays.fill(damaged, at, Math.min(sound.length, at + 512), (byte) 0);
            assertDetected(damaged, "zeros from " + at);
        }
    }

    @Test
    void damageNamesFilePlaceAndPositions() throws IOException {
        byte[] damaged = sound.clone();
        // In the payload of the first block.
        damaged[Summary.BYTES + BlockHeader.BYTES + 5] ^= 1;
        Storage storage = holding(damaged);
        StoredBatch first = batches.getFirst();

        try (SegmentReader reader = SegmentReader.open(storage, meta)) {
            assertThatExceptionOfType(CorruptLogException.class)
                    .isThrownBy(() -> reader.read(first.shard(), first.firstPosition(), 1))
                    .withMessageContaining(NAME)
                    .withMessageContaining("byte 96")
                    .withMessageContaining("shard 9/" + first.shard())
                    .withMessageContaining("positions " + first.firstPosition() + " to ");
            StoredBatch last = batches.getLast();
            assertThat(reader.read(last.shard(), last.firstPosition(), 1)).hasSize(1);
        }
        assertThat(SegmentReader.verify(storage, NAME, meta))
                .singleElement()
                .returns(SegmentDamage.Part.BLOCK, SegmentDamage::part)
                .returns(96L, SegmentDamage::offset);
    }

    @Test
    void aDamagedHeaderOrFooterAloneLosesNothing() throws IOException {
        for (int at : new int[] {20, sound.length - 20}) {
            byte[] damaged = sound.clone();
            damaged[at] ^= 4;
            Storage storage = holding(damaged);

            assertThat(read(storage)).isEqualTo(Batches.described(batches));
            assertThat(SegmentReader.verify(storage, NAME, meta)).hasSize(1);
        }
    }

    private void assertDetected(byte[] damaged, String what) throws IOException {
        Storage storage = holding(damaged);
        assertThat(SegmentReader.verify(storage, NAME, meta)).as(what).isNotEmpty();
        assertThat(SegmentReader.verify(storage, NAME, null)).as(what).isNotEmpty();
        try {
            assertThat(read(storage)).as(what).isEqualTo(Batches.described(batches));
        } catch (CorruptLogException e) {
            assertThat(e).as(what).hasMessageContaining(NAME);
        }
    }

    private List<String> read(Storage storage) throws IOException {
        List<StoredBatch> found = new ArrayList<>();
        try (SegmentReader reader = SegmentReader.open(storage, meta)) {
            for (ShardExtent extent : reader.extents()) {
                found.addAll(reader.read(extent.shard(), 1, Integer.MAX_VALUE));
            }
        }
        return Batches.described(found);
    }

    private static Storage holding(byte[] bytes) throws IOException {
        Storage storage = new MemoryStorage(8 << 20);
        try (StoredFile file = storage.create(NAME)) {
            file.write(0, ByteBuffer.wrap(bytes));
        }
        return storage;
    }
}
