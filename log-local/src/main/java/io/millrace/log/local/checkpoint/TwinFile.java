package io.millrace.log.local.checkpoint;

import io.millrace.log.CorruptLogException;
import io.millrace.log.local.storage.Storage;
import io.millrace.log.local.storage.StoredFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// A file that holds its content twice, for what nothing else could replace: damage to one copy
/// costs nothing. Little endian, one copy behind the other, each:
///
/// ```
///  0  u32  magic of the kind of file
///  4  u32  format version
///  8  u64  length of the content
/// 16  u32  CRC32C of bytes 0 to 16 and of the content
/// 20  the content
/// ```
public final class TwinFile {
    private static final int HEADER_BYTES = 20;
    private static final int LENGTH_AT = 8;
    private static final int CRC_AT = 16;
    private static final int CHUNK_BYTES = 256 << 10;

    private final Storage storage;
    private final String name;
    private final long bytes;
    private final Kind kind;
    private final Copy whole;
    private final List<String> findings;

    /// What a file is for.
    ///
    /// @param what it is called in messages
    record Kind(int magic, int version, String what) {}

    /// A file that was written.
    ///
    /// @param bytes its size
    /// @param crc the checksum in both copies
    record Written(long bytes, int crc) {}

    /// What a file is to hold. It is asked for more than once and says the same each time, so that
    /// it needs to stand in memory at no time.
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream target) throws IOException;
    }

    /// One of the two.
    ///
    /// @param at where its content begins
    /// @param finding what is wrong with it; null if it is whole
    private record Copy(long at, long length, int crc, @Nullable String finding) {
        static Copy damaged(String finding) {
            return new Copy(0, 0, 0, finding);
        }
    }

    private TwinFile(
            Storage storage,
            String name,
            long bytes,
            Kind kind,
            Copy whole,
            List<String> findings) {
        this.storage = storage;
        this.name = name;
        this.bytes = bytes;
        this.kind = kind;
        this.whole = whole;
        this.findings = List.copyOf(findings);
    }

    /// Writes a file, durably, in the place of one that has its name.
    static Written write(Storage storage, String name, Kind kind, Content content)
            throws IOException {
        Counter counter = new Counter();
        content.writeTo(counter);
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(kind.magic).putInt(kind.version).putLong(counter.bytes).putInt(0).flip();
        long half = HEADER_BYTES + counter.bytes;
        WholeFile.replace(
                storage,
                name,
                file -> {
                    // The first header gets its checksum when the content has passed.
                    file.write(0, header.duplicate());
                    TwinOutput first = new TwinOutput(file, HEADER_BYTES, crcOf(header));
                    content.writeTo(first);
                    first.close();
                    header.putInt(CRC_AT, (int) first.crc());
                    file.write(0, header.duplicate());
                    file.write(half, header.duplicate());
                    TwinOutput second = new TwinOutput(file, half + HEADER_BYTES, crcOf(header));
                    content.writeTo(second);
                    second.close();
                });
        return new Written(2 * half, header.getInt(CRC_AT));
    }

    /// Reads a file and checks both copies.
    ///
    /// @throws CorruptLogException if neither copy is whole
    /// @throws java.nio.file.NoSuchFileException if there is none
    static TwinFile read(Storage storage, String name, Kind kind) throws IOException {
        try (StoredFile file = storage.open(name, false)) {
            long size = file.size();
            Copy first = copy(file, size, 0, kind);
            Copy second =
                    copy(
                            file,
                            size,
                            first.finding == null ? first.at + first.length : size / 2,
                            kind);
            List<String> findings = new ArrayList<>();
            if (first.finding != null) {
                findings.add("the first copy " + first.finding);
            }
            if (second.finding != null) {
                findings.add("the second copy " + second.finding);
            }
            if (first.finding != null && second.finding != null) {
                throw new CorruptLogException(name + " is damaged: " + String.join(", ", findings));
            }
            Copy whole = first.finding == null ? first : second;
            return new TwinFile(storage, name, size, kind, whole, findings);
        }
    }

    private static Copy copy(StoredFile file, long size, long at, Kind kind) throws IOException {
        if (size - at < HEADER_BYTES) {
            return Copy.damaged("is cut off");
        }
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        file.read(at, header);
        header.flip();
        if (header.getInt(0) != kind.magic) {
            return Copy.damaged("does not start as a Millrace " + kind.what);
        }
        if (header.getInt(4) != kind.version) {
            return Copy.damaged(
                    "has format version "
                            + header.getInt(4)
                            + ", this program knows "
                            + kind.version);
        }
        long length = header.getLong(LENGTH_AT);
        if (length < 0 || length > size - at - HEADER_BYTES) {
            return Copy.damaged("has a wrong length");
        }
        int crc = header.getInt(CRC_AT);
        return crc == crcOf(file, at + HEADER_BYTES, length, crcOf(header))
                ? new Copy(at + HEADER_BYTES, length, crc, null)
                : Copy.damaged("has a wrong checksum");
    }

    /// Of the part of a header that the checksum covers.
    private static CRC32C crcOf(ByteBuffer header) {
        CRC32C crc = new CRC32C();
        crc.update(header.slice(0, CRC_AT));
        return crc;
    }

    private static int crcOf(StoredFile file, long at, long length, CRC32C crc) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
        for (long done = 0; done < length; ) {
            chunk.clear().limit((int) Math.min(CHUNK_BYTES, length - done));
            int got = file.read(at + done, chunk);
            if (got == 0) {
                break;
            }
            crc.update(chunk.flip());
            done += got;
        }
        return (int) crc.getValue();
    }

    /// Writes the copy that is whole twice again, in the place of the file.
    public void mend() throws IOException {
        write(
                storage,
                name,
                kind,
                target -> {
                    try (InputStream content = stream(0)) {
                        content.transferTo(target);
                    }
                });
    }

    /// Name of the file.
    public String name() {
        return name;
    }

    /// What is wrong with one of the copies, none or one; the other is whole.
    public List<String> findings() {
        return findings;
    }

    /// Size of the file.
    long bytes() {
        return bytes;
    }

    /// Checksum of the copy that is whole.
    int crc() {
        return whole.crc;
    }

    /// The first bytes of the content, or all of it if there are fewer, little endian.
    ByteBuffer head(int most) throws IOException {
        ByteBuffer head = ByteBuffer.allocate((int) Math.min(most, whole.length));
        try (StoredFile file = storage.open(name, false)) {
            file.read(whole.at, head);
        }
        return head.flip().order(ByteOrder.LITTLE_ENDIAN);
    }

    /// The content behind its first `from` bytes.
    InputStream stream(long from) throws IOException {
        return new TwinInput(storage.open(name, false), whole.at + from, whole.length - from);
    }

    /// The content, little endian.
    ByteBuffer content() throws IOException {
        return head(Math.toIntExact(whole.length));
    }

    /// Counts what passes.
    private static final class Counter extends OutputStream {
        private long bytes;

        @Override
        public void write(int octet) {
            bytes++;
        }

        @Override
        public void write(byte[] source, int offset, int length) {
            bytes += length;
        }
    }
}
