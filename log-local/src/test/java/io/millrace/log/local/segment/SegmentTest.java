package io.millrace.log.local.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.millrace.log.Batch;
import io.millrace.log.CorruptLogException;
import io.millrace.log.local.storage.DiskStorage;
import io.millrace.log.local.storage.MemoryStorage;
import io.millrace.log.local.storage.Storage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SegmentTest {
    private static final String NAME = "segments/7-1.seg";
    private static final long STREAM = 7;

    private final Storage storage = new MemoryStorage(256 << 20);
    private final Random random = new Random(20261123);

    @Test
    void everyShardIsReadFromEveryPosition() throws IOException {
        List<StoredBatch> batches = Batches.random(random, STREAM, 5, 400, 100);
        SegmentMeta meta = write(storage, batches);

        try (SegmentReader reader = SegmentReader.open(storage, meta)) {
            assertThat(meta.bytes()).isLessThan(5 * 400 * 250);
            for (ShardExtent extent : reader.extents()) {
                List<StoredBatch> wanted = ofShard(batches, extent.shard());
                assertThat(extent.blocks()).isGreaterThan(1);
                long step = (extent.endPosition() - extent.firstPosition()) / 60 + 1;
                for (long from = 0; from <= extent.endPosition() + 1; from += step) {
                    long position = from;
                    List<StoredBatch> rest =
                            wanted.stream().filter(b -> b.endPosition() > position).toList();
                    assertThat(Batches.described(readAll(reader, extent.shard(), position)))
                            .isEqualTo(Batches.described(rest));
                }
            }
        }
    }

    @Test
    void aReadGoesOnOverGapsBetweenBlocks() throws IOException {
        List<StoredBatch> batches = new ArrayList<>();
        for (long i = 0; i < 20; i++) {
            Batch batch = Batches.noise(random, 40 << 10);
            batches.add(new StoredBatch(STREAM, 3, 1 + i * 1000, 5, 1, batch));
        }
        SegmentMeta meta = write(storage, batches);

        try (SegmentReader reader = SegmentReader.open(storage, meta)) {
            for (int i = 0; i < 19; i++) {
                assertThat(reader.read(3, 2 + i * 1000L, 1).getFirst().firstPosition())
                        .isEqualTo(1001 + i * 1000L);
            }
            assertThat(reader.read(3, 19_002, 1)).isEmpty();
        }
    }

    @Test
    void instantsAreFoundAsByLookingAtEveryBatch() throws IOException {
        List<StoredBatch> batches = Batches.random(random, STREAM, 3, 1500, 90);
        SegmentMeta meta = write(storage, batches);

        try (SegmentReader reader = SegmentReader.open(storage, meta)) {
            for (ShardExtent extent : reader.extents()) {
                List<StoredBatch> wanted = ofShard(batches, extent.shard());
                for (long time = extent.firstTimeMillis() - 1;
                        time <= extent.lastTimeMillis() + 1;
                        time++) {
                    long instant = time;
                    long expected =
                            wanted.stream()
                                    .filter(b -> b.timeMillis() >= instant)
                                    .mapToLong(StoredBatch::firstPosition)
                                    .findFirst()
                                    .orElse(extent.endPosition());
                    assertThat(reader.firstAtOrAfter(extent.shard(), time)).isEqualTo(expected);
                }
            }
            assertThatIllegalArgumentException().isThrownBy(() -> reader.firstAtOrAfter(999, 1));
        }
    }

    @Test
    void writerReaderAndExtentsAgreeOnWhatIsInTheFile() throws IOException {
        List<StoredBatch> batches = Batches.random(random, STREAM, 4, 50, 1000);
        List<ShardExtent> written;
        SegmentMeta meta;
        try (SegmentWriter writer =
                SegmentWriter.create(storage, NAME, STREAM, SegmentWriter.chunk())) {
            for (StoredBatch batch : batches) {
                writer.add(batch);
            }
            meta = writer.finish();
            written = writer.extents();
            assertThat(writer.bytes()).isEqualTo(meta.bytes());
        }

        assertThat(SegmentReader.extents(storage, meta)).isEqualTo(written);
        try (SegmentReader reader = SegmentReader.open(storage, NAME)) {
            assertThat(reader.extents()).isEqualTo(written);
            assertThat(reader.meta()).isEqualTo(meta);
            assertThat(reader.extent(written.get(2).shard())).isEqualTo(written.get(2));
            assertThat(reader.extent(written.getLast().shard() + 1)).isNull();
            assertThat(reader.read(written.getLast().shard() + 1, 1, 1)).isEmpty();
        }
        assertThat(SegmentReader.verify(storage, NAME, meta)).isEmpty();
        assertThat(meta.batches()).isEqualTo(200);
        assertThat(meta.shards()).isEqualTo(4);
        assertThat(meta.entries())
                .isEqualTo(batches.stream().mapToLong(b -> b.batch().count()).sum());
        try (var file = storage.open(NAME, false)) {
            assertThat(file.size()).isEqualTo(meta.bytes());
        }
    }

    @Test
    void aBatchOfTheLargestSizeGetsABlockOfItsOwn(@TempDir Path directory) throws IOException {
        Storage disk = DiskStorage.open(directory);
        List<StoredBatch> batches =
                List.of(
                        new StoredBatch(STREAM, 0, 1, 1, 1, Batches.noise(random, 100)),
                        new StoredBatch(STREAM, 0, 2, 1, 1, Batches.noise(random, (12 << 20) - 16)),
                        new StoredBatch(STREAM, 0, 3, 1, 1, Batches.noise(random, 100)));
        SegmentMeta meta = write(disk, batches);

        try (SegmentReader reader = SegmentReader.open(disk, meta)) {
            assertThat(reader.extents().getFirst().blocks()).isEqualTo(3);
            assertThat(Batches.described(readAll(reader, 0, 1)))
                    .isEqualTo(Batches.described(batches));
        }
    }

    @Test
    void whatCompressesIsStoredSmallerAndNoiseIsStoredAsItIs() throws IOException {
        Batch zeros = Batch.builder(10).add(null, new byte[0], new byte[50_000]).build();
        SegmentMeta small = write(storage, List.of(new StoredBatch(STREAM, 0, 1, 1, 1, zeros)));
        assertThat(small.bytes()).isLessThan(1000);

        storage.delete(NAME);
        Batch noise = Batches.noise(random, 50_000);
        SegmentMeta large = write(storage, List.of(new StoredBatch(STREAM, 0, 1, 1, 1, noise)));
        assertThat(large.bytes()).isBetween(50_000L, 50_500L);
    }

    @Test
    void whatIsOutOfOrderIsRefused() throws IOException {
        StoredBatch at = new StoredBatch(STREAM, 5, 100, 1000, 1, Batches.noise(random, 10));
        List<StoredBatch> wrong =
                List.of(
                        new StoredBatch(STREAM, 4, 100, 1000, 1, at.batch()),
                        new StoredBatch(STREAM, 5, 100, 1000, 1, at.batch()),
                        new StoredBatch(STREAM, 5, 101, 999, 1, at.batch()),
                        new StoredBatch(STREAM + 1, 5, 101, 1000, 1, at.batch()));
        for (StoredBatch next : wrong) {
            try (SegmentWriter writer =
                    SegmentWriter.create(storage, NAME, STREAM, SegmentWriter.chunk())) {
                writer.add(at);
                assertThatIllegalArgumentException().isThrownBy(() -> writer.add(next));
            }
        }
    }

    @Test
    void aFileThatIsNotFinishedGoes() throws IOException {
        try (SegmentWriter writer =
                SegmentWriter.create(storage, NAME, STREAM, SegmentWriter.chunk())) {
            writer.add(new StoredBatch(STREAM, 5, 100, 1000, 1, Batches.noise(random, 10)));
        }
        assertThat(storage.list("segments")).isEmpty();

        try (SegmentWriter writer =
                SegmentWriter.create(storage, NAME, STREAM, SegmentWriter.chunk())) {
            assertThatIllegalStateException().isThrownBy(writer::finish);
        }
        assertThat(storage.list("segments")).isEmpty();
    }

    @Test
    void aListedFileThatIsMissingOrAnotherIsRefused() throws IOException {
        List<StoredBatch> batches = Batches.random(random, STREAM, 2, 10, 50);
        SegmentMeta meta = write(storage, batches);
        storage.delete(NAME);

        assertThatExceptionOfType(CorruptLogException.class)
                .isThrownBy(() -> SegmentReader.open(storage, meta))
                .withMessageContaining(NAME)
                .withMessageContaining("there is no such file")
                .withMessageContaining("stream 7");

        write(storage, batches.subList(1, batches.size()));
        assertThatExceptionOfType(CorruptLogException.class)
                .isThrownBy(() -> SegmentReader.open(storage, meta))
                .withMessageContaining("not the one listed");
    }

    private static SegmentMeta write(Storage storage, List<StoredBatch> batches)
            throws IOException {
        try (SegmentWriter writer =
                SegmentWriter.create(storage, NAME, STREAM, SegmentWriter.chunk())) {
            for (StoredBatch batch : batches) {
                writer.add(batch);
            }
            return writer.finish();
        }
    }

    private static List<StoredBatch> readAll(SegmentReader reader, int shard, long from)
            throws IOException {
        List<StoredBatch> all = new ArrayList<>();
        long next = from;
        while (true) {
            List<StoredBatch> part = reader.read(shard, next, 100_000);
            if (part.isEmpty()) {
                return all;
            }
            all.addAll(part);
            next = part.getLast().endPosition();
        }
    }

    private static List<StoredBatch> ofShard(List<StoredBatch> batches, int shard) {
        return batches.stream().filter(batch -> batch.shard() == shard).toList();
    }
}
