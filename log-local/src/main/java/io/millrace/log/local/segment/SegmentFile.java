package io.millrace.log.local.segment;

import io.millrace.log.CorruptLogException;
import io.millrace.log.local.storage.Storage;
import io.millrace.log.local.storage.StoredFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An open segment file whose summary was found sound: knows where the parts are, and reads them.
final class SegmentFile implements Closeable {
    private final String name;
    private final StoredFile file;
    private final Summary summary;

    private SegmentFile(String name, StoredFile file, Summary summary) {
        this.name = name;
        this.file = file;
        this.summary = summary;
    }

    /// Opens a file.
    ///
    /// @param listed what the catalogue says, or null if there is none to compare with
    /// @throws CorruptLogException if it is missing, or not what was written
    static SegmentFile open(Storage storage, String name, @Nullable SegmentMeta listed)
            throws IOException {
        StoredFile file;
        try {
            file = storage.open(name, false);
        } catch (NoSuchFileException e) {
            throw damage(name, listed, "there is no such file").exception();
        }
        try {
            return new SegmentFile(name, file, summary(file, name, listed));
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static Summary summary(StoredFile file, String name, @Nullable SegmentMeta listed)
            throws IOException {
        long size = file.size();
        if (size < 2L * Summary.BYTES) {
            throw damage(name, listed, "the file is cut to " + size + " bytes").exception();
        }
        // The footer first: it was written last, so a sound one vouches for the rest being there.
        byte[] bytes = read(file, name, size - Summary.BYTES, Summary.BYTES);
        String finding = Summary.findingIn(bytes, Summary.FOOTER_MAGIC);
        if (finding != null) {
            bytes = read(file, name, 0, Summary.BYTES);
            String second = Summary.findingIn(bytes, Summary.HEADER_MAGIC);
            if (second != null) {
                throw damage(
                                name,
                                listed,
                                "neither footer nor header is sound; in the footer "
                                        + finding
                                        + ", in the header "
                                        + second)
                        .exception();
            }
        }
        Summary summary = Summary.decode(bytes);
        if (summary.fileBytes() != size) {
            throw damage(
                            name,
                            listed,
                            "the file is " + size + " bytes long, not " + summary.fileBytes())
                    .exception();
        }
        if (listed != null && !listed.equals(summary.meta(name))) {
            throw damage(
                            name,
                            listed,
                            "the file is not the one listed: "
                                    + summary.meta(name)
                                    + " instead of "
                                    + listed)
                    .exception();
        }
        return summary;
    }

    private static SegmentDamage damage(String name, @Nullable SegmentMeta listed, String finding) {
        String affected =
                listed == null
                        ? "everything in it"
                        : listed.entries()
                                + " entries of "
                                + listed.shards()
                                + " shards of stream "
                                + listed.stream()
                                + ", times "
                                + listed.minTimeMillis()
                                + " to "
                                + listed.maxTimeMillis();
        return new SegmentDamage(name, 0, SegmentDamage.Part.FILE, affected, finding);
    }

    String name() {
        return name;
    }

    Summary summary() {
        return summary;
    }

    /// Reads shard table and block table.
    SegmentIndex index() throws IOException {
        byte[] tables = tables((int) summary.tableBytes());
        requireCrc(tables, summary.shardTableBytes(), tables.length, summary.blockTableCrc());
        return SegmentIndex.decode(ByteBuffer.wrap(tables), summary);
    }

    /// Reads the shard table alone.
    List<ShardExtent> extents() throws IOException {
        return SegmentIndex.decodeShards(
                ByteBuffer.wrap(tables(summary.shardTableBytes())), summary.shards());
    }

    private byte[] tables(int bytes) throws IOException {
        byte[] tables = read(file, name, summary.tableOffset(), bytes);
        requireCrc(tables, 0, summary.shardTableBytes(), summary.shardTableCrc());
        return tables;
    }

    private void requireCrc(byte[] tables, int from, int to, int expected) {
        int actual = SegmentIndex.crcOf(tables, from, to);
        if (actual != expected) {
            throw new SegmentDamage(
                            name,
                            summary.tableOffset() + from,
                            SegmentDamage.Part.INDEX,
                            damage(name, summary.meta(name), "").affected(),
                            "the checksum is 0x"
                                    + Integer.toHexString(actual)
                                    + ", not 0x"
                                    + Integer.toHexString(expected))
                    .exception();
        }
    }

    byte[] read(long offset, int length) throws IOException {
        return read(file, name, offset, length);
    }

    private static byte[] read(StoredFile file, String name, long offset, int length)
            throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        int read = file.read(offset, bytes);
        if (read != length) {
            throw damage(name, null, "the file ends at byte " + (offset + read)).exception();
        }
        return bytes.array();
    }

    /// Damages of header and footer that did not keep the file from being opened.
    List<SegmentDamage> spareDamages() throws IOException {
        List<SegmentDamage> damages = new ArrayList<>();
        check(damages, 0, SegmentDamage.Part.HEADER, Summary.HEADER_MAGIC);
        check(
                damages,
                summary.fileBytes() - Summary.BYTES,
                SegmentDamage.Part.FOOTER,
                Summary.FOOTER_MAGIC);
        return damages;
    }

    private void check(
            List<SegmentDamage> damages, long offset, SegmentDamage.Part part, long magic)
            throws IOException {
        byte[] bytes = read(offset, Summary.BYTES);
        String finding = Summary.findingIn(bytes, magic);
        if (finding == null && !Summary.decode(bytes).equals(summary)) {
            finding = "it contradicts the other one";
        }
        if (finding != null) {
            damages.add(
                    new SegmentDamage(
                            name,
                            offset,
                            part,
                            "nothing, as its facts stand at the other end of the file too",
                            finding));
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
