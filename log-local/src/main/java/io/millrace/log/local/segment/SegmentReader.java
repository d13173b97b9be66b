package io.millrace.log.local.segment;

import io.millrace.log.CorruptLogException;
import io.millrace.log.local.storage.Storage;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads one segment file. Holds the file open and its index in memory, about {@link
/// SegmentMeta#indexBytes()} bytes, so a cache of readers is bounded by their sum.
///
/// Safe for use by many threads; calls block on the disk, so they belong on threads that may. After
/// {@link #close()} reads fail with an {@link IOException}.
///
/// Damage is never skipped: every method that meets it throws {@link CorruptLogException} naming
/// the file, the place and the positions that cannot be read.
public final class SegmentReader implements Closeable {
    private final SegmentFile file;
    private final SegmentIndex index;

    private SegmentReader(SegmentFile file, SegmentIndex index) {
        this.file = file;
        this.index = index;
    }

    /// Opens a file that a catalogue lists, and requires it to be that very one.
    public static SegmentReader open(Storage storage, SegmentMeta meta) throws IOException {
        return open(SegmentFile.open(storage, meta.name(), meta));
    }

    /// Opens a file of which nothing is known but the name.
    public static SegmentReader open(Storage storage, String name) throws IOException {
        return open(SegmentFile.open(storage, name, null));
    }

    private static SegmentReader open(SegmentFile file) throws IOException {
        try {
            return new SegmentReader(file, file.index());
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /// What a file holds, shard by shard, by two small reads.
    public static List<ShardExtent> extents(Storage storage, SegmentMeta meta) throws IOException {
        try (SegmentFile file = SegmentFile.open(storage, meta.name(), meta)) {
            return file.extents();
        }
    }

    /// Walks a file and lists everything that is not as it was written; empty if it is sound.
    ///
    /// @param listed what the catalogue says, or null if there is none to compare with
    public static List<SegmentDamage> verify(
            Storage storage, String name, @Nullable SegmentMeta listed) throws IOException {
        SegmentFile file;
        try {
            file = SegmentFile.open(storage, name, listed);
        } catch (CorruptLogException e) {
            return List.of(whole(name, SegmentDamage.Part.FILE, 0, e));
        }
        try (file) {
            List<SegmentDamage> damages = new ArrayList<>(file.spareDamages());
            SegmentIndex index;
            try {
                index = file.index();
            } catch (CorruptLogException e) {
                damages.add(whole(name, SegmentDamage.Part.INDEX, file.summary().tableOffset(), e));
                return damages;
            }
            new SegmentReader(file, index).verifyBlocks(damages);
            return damages;
        }
    }

    private static SegmentDamage whole(
            String name, SegmentDamage.Part part, long offset, CorruptLogException e) {
        return new SegmentDamage(
                name, offset, part, "everything in it", String.valueOf(e.getMessage()));
    }

    public SegmentMeta meta() {
        return file.summary().meta(file.name());
    }

    /// What the file holds, by number of shard.
    public List<ShardExtent> extents() {
        return index.shards();
    }

    /// What the file holds of one shard, or null.
    public @Nullable ShardExtent extent(int shard) {
        return index.extent(shard);
    }

    /// Reads batches of a shard from the one on that holds `fromPosition`, or the next one behind
    /// it. Reads whole blocks in one go: one, and more while together they stay within `aboutBytes`
    /// of the file.
    ///
    /// @return at least one batch if the file has any entry of the shard at or after `fromPosition`
    public List<StoredBatch> read(int shard, long fromPosition, int aboutBytes) throws IOException {
        int row = index.rowOf(shard);
        if (row < 0 || index.shards().get(row).endPosition() <= fromPosition) {
            return List.of();
        }
        List<StoredBatch> found = new ArrayList<>();
        int end = index.firstBlock(row + 1);
        int block = index.blockAt(row, fromPosition);
        // More than once only where a gap in the positions follows the end of a block.
        while (found.isEmpty() && block < end) {
            int last = lastWithin(block, end, aboutBytes);
            for (StoredBatch batch : readBlocks(row, block, last)) {
                if (batch.endPosition() > fromPosition) {
                    found.add(batch);
                }
            }
            block = last + 1;
        }
        return found;
    }

    /// Smallest position of a shard in this file whose entry's time is `timeMillis` or later; the
    /// extent's end if there is none.
    ///
    /// @throws IllegalArgumentException if the file holds nothing of the shard
    public long firstAtOrAfter(int shard, long timeMillis) throws IOException {
        int row = index.rowOf(shard);
        if (row < 0) {
            throw new IllegalArgumentException("no shard " + shard + " in segment " + file.name());
        }
        ShardExtent extent = index.shards().get(row);
        if (extent.lastTimeMillis() < timeMillis) {
            return extent.endPosition();
        }
        if (extent.firstTimeMillis() >= timeMillis) {
            return extent.firstPosition();
        }
        int block = index.blockBefore(row, timeMillis);
        for (StoredBatch batch : readBlocks(row, block, block)) {
            if (batch.timeMillis() >= timeMillis) {
                return batch.firstPosition();
            }
        }
        // Everything in the last block is older only if the extent were, so there is a next one.
        return index.position(block + 1);
    }

    private int lastWithin(int block, int end, int aboutBytes) {
        int last = block;
        while (last + 1 < end && index.end(last + 1) - index.offset(block) <= aboutBytes) {
            last++;
        }
        return last;
    }

    private List<StoredBatch> readBlocks(int row, int first, int last) throws IOException {
        long start = index.offset(first);
        byte[] bytes = file.read(start, (int) (index.end(last) - start));
        List<StoredBatch> batches = new ArrayList<>();
        for (int block = first; block <= last; block++) {
            BlockDecoder.Expected expected = expected(row, block);
            try {
                batches.addAll(
                        BlockDecoder.decode(
                                bytes,
                                (int) (index.offset(block) - start),
                                (int) (index.end(block) - index.offset(block)),
                                expected));
            } catch (DamagedException e) {
                throw damage(block, expected, e.finding()).exception();
            }
        }
        return batches;
    }

    private BlockDecoder.Expected expected(int row, int block) {
        ShardExtent extent = index.shards().get(row);
        boolean last = block + 1 == index.firstBlock(row + 1);
        return new BlockDecoder.Expected(
                file.summary().stream(),
                extent.shard(),
                index.position(block),
                last ? extent.endPosition() : index.position(block + 1),
                index.timeMillis(block));
    }

    private SegmentDamage damage(int block, BlockDecoder.Expected at, String finding) {
        return new SegmentDamage(
                file.name(),
                index.offset(block),
                SegmentDamage.Part.BLOCK,
                "shard "
                        + at.stream()
                        + "/"
                        + at.shard()
                        + ", positions "
                        + at.firstPosition()
                        + " to "
                        + (at.endPosition() - 1),
                finding);
    }

    private void verifyBlocks(List<SegmentDamage> damages) throws IOException {
        for (int row = 0; row < index.shards().size(); row++) {
            for (int block = index.firstBlock(row); block < index.firstBlock(row + 1); block++) {
                BlockDecoder.Expected expected = expected(row, block);
                byte[] bytes =
                        file.read(
                                index.offset(block),
                                (int) (index.end(block) - index.offset(block)));
                try {
                    BlockDecoder.decode(bytes, 0, bytes.length, expected);
                } catch (DamagedException e) {
                    damages.add(damage(block, expected, e.finding()));
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
