package io.millrace.log.local.segment;

import io.millrace.log.CorruptLogException;
import io.millrace.log.local.storage.Storage;
import io.millrace.log.local.storage.StoredFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Saves what is whole of a damaged segment: walks the file for blocks, which describe themselves,
/// and writes those that are sound as a segment that takes its place.
///
/// Reads the file into memory, so it is for a start that takes its time, not for a server at work.
public final class SegmentSalvage {
    private static final String UNFINISHED = ".tmp";

    private final Storage storage;
    private final String name;
    private final @Nullable SegmentMeta listed;
    private final List<SegmentDamage> damages;

    private SegmentSalvage(
            Storage storage,
            String name,
            @Nullable SegmentMeta listed,
            List<SegmentDamage> damages) {
        this.storage = storage;
        this.name = name;
        this.listed = listed;
        this.damages = damages;
    }

    /// What there is now.
    ///
    /// @param meta of the file; null if nothing in it could be saved, it is as it was then
    /// @param extents what it holds, shard by shard
    /// @param damages what was wrong; empty if the file was sound, it is as it was then
    /// @param lostEntries how many entries are gone; -1 if nobody can tell
    public record Saved(
            @Nullable SegmentMeta meta,
            List<ShardExtent> extents,
            List<SegmentDamage> damages,
            long lostEntries) {}

    /// Checks every byte of a segment, and saves what can be if there is damage.
    ///
    /// @param listed what the catalogue says; null if there is none, the file tells then
    /// @throws CorruptLogException if it is of a format version this program does not know, so that
    ///   nobody can say whether it is damaged
    public static Saved run(Storage storage, String name, @Nullable SegmentMeta listed)
            throws IOException {
        List<SegmentDamage> damages = SegmentReader.verify(storage, name, listed);
        if (damages.isEmpty()) {
            return reread(storage, name, damages, -1);
        }
        return new SegmentSalvage(storage, name, listed, damages).save();
    }

    private static Saved reread(
            Storage storage, String name, List<SegmentDamage> damages, long entriesBefore)
            throws IOException {
        try (SegmentReader reader = SegmentReader.open(storage, name)) {
            SegmentMeta meta = reader.meta();
            long lost = entriesBefore < 0 ? -1 : entriesBefore - meta.entries();
            return new Saved(meta, reader.extents(), damages, damages.isEmpty() ? 0 : lost);
        }
    }

    private Saved save() throws IOException {
        byte[] file = content();
        Summary summary = summary(file);
        Long stream = stream(summary);
        long before = listed != null ? listed.entries() : summary != null ? summary.entries() : -1;
        if (stream == null || !write(file, stream)) {
            return new Saved(null, List.of(), damages, before);
        }
        return reread(storage, name, damages, before);
    }

    private byte[] content() throws IOException {
        try (StoredFile file = storage.open(name, false)) {
            if (file.size() > Integer.MAX_VALUE - 8) {
                throw new CorruptLogException(
                        name + " is too large to be saved: " + file.size() + " bytes");
            }
            ByteBuffer bytes = ByteBuffer.allocate((int) file.size());
            file.read(0, bytes);
            return bytes.array();
        }
    }

    /// The facts in header or footer, whatever the file's length says.
    private @Nullable Summary summary(byte[] file) {
        if (file.length < Summary.BYTES) {
            return null;
        }
        Summary header = summary(file, 0, Summary.HEADER_MAGIC);
        return header != null
                ? header
                : summary(file, file.length - Summary.BYTES, Summary.FOOTER_MAGIC);
    }

    private @Nullable Summary summary(byte[] file, int at, long magic) {
        byte[] bytes = Arrays.copyOfRange(file, at, at + Summary.BYTES);
        if (Summary.isOfAnotherVersion(bytes, magic)) {
            throw new CorruptLogException(name + ": " + Summary.findingIn(bytes, magic));
        }
        return Summary.findingIn(bytes, magic) == null ? Summary.decode(bytes) : null;
    }

    private @Nullable Long stream(@Nullable Summary summary) {
        if (summary == null) {
            return listed == null ? null : listed.stream();
        }
        // A file of another stream was put here by somebody; its blocks do not say whose they are.
        return listed == null || listed.stream() == summary.stream() ? summary.stream() : null;
    }

    /// @return false if there is no sound block
    private boolean write(byte[] file, long stream) throws IOException {
        String unfinished = name + UNFINISHED;
        storage.delete(unfinished);
        boolean any = false;
        try (SegmentWriter writer =
                SegmentWriter.create(storage, unfinished, stream, SegmentWriter.chunk())) {
            int at = Summary.BYTES;
            while (at + BlockHeader.BYTES <= file.length) {
                int length = lengthAt(file, at);
                List<StoredBatch> block = length < 0 ? null : blockAt(file, at, length, stream);
                for (StoredBatch batch : block == null ? List.<StoredBatch>of() : block) {
                    writer.add(batch);
                    any = true;
                }
                at += block == null ? 1 : length;
            }
            if (any) {
                writer.finish();
            }
        } catch (IllegalArgumentException e) {
            throw new CorruptLogException(
                    name + " cannot be saved, its blocks are out of order: " + e.getMessage());
        }
        if (any) {
            storage.rename(unfinished, name);
            storage.forceDirectory(name.substring(0, name.lastIndexOf('/')));
        }
        return any;
    }

    /// Length of what may be a block; -1 if there cannot be one.
    private static int lengthAt(byte[] file, int at) {
        if (BlockHeader.magicOf(file, at) != BlockHeader.MAGIC) {
            return -1;
        }
        int stored = BlockHeader.decode(file, at).storedLength();
        return stored < 0 || stored > file.length - at - BlockHeader.BYTES
                ? -1
                : BlockHeader.BYTES + stored;
    }

    private static @Nullable List<StoredBatch> blockAt(
            byte[] file, int at, int length, long stream) {
        BlockHeader header = BlockHeader.decode(file, at);
        try {
            return BlockDecoder.decode(
                    file,
                    at,
                    length,
                    new BlockDecoder.Expected(
                            stream,
                            header.shard(),
                            header.firstPosition(),
                            header.endPosition(),
                            header.firstTimeMillis()));
        } catch (DamagedException e) {
            return null;
        }
    }
}
