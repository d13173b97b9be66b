package io.millrace.log.local.checkpoint;

import io.millrace.log.CorruptLogException;
import io.millrace.log.local.storage.Storage;
import java.io.IOException;
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
    private static final int CRC_AT = 16;

    private final String name;
    private final long bytes;
    private final int crc;
    private final Kind kind;
    private final ByteBuffer content;
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

    private TwinFile(
            String name,
            long bytes,
            int crc,
            Kind kind,
            ByteBuffer content,
            List<String> findings) {
        this.name = name;
        this.bytes = bytes;
        this.crc = crc;
        this.kind = kind;
        this.content = content;
        this.findings = List.copyOf(findings);
    }

    /// Writes a file, durably, in the place of one that has its name.
    static Written write(Storage storage, String name, Kind kind, ByteBuffer content)
            throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(kind.magic).putInt(kind.version).putLong(content.remaining());
        int crc = crcOf(header.duplicate().flip(), content);
        header.putInt(crc).flip();
        WholeFile.replace(storage, name, header, content, header, content);
        return new Written(2L * (HEADER_BYTES + content.remaining()), crc);
    }

    /// Reads a file.
    ///
    /// @throws CorruptLogException if neither copy is whole
    /// @throws java.nio.file.NoSuchFileException if there is none
    static TwinFile read(Storage storage, String name, Kind kind) throws IOException {
        ByteBuffer file = WholeFile.read(storage, name).order(ByteOrder.LITTLE_ENDIAN);
        List<String> findings = new ArrayList<>();
        String first = finding(file, 0, kind);
        int second = first == null ? endOfCopy(file, 0) : file.limit() / 2;
        String other = finding(file, second, kind);
        if (first != null) {
            findings.add("the first copy " + first);
        }
        if (other != null) {
            findings.add("the second copy " + other);
        }
        if (first != null && other != null) {
            throw new CorruptLogException(name + " is damaged: " + String.join(", ", findings));
        }
        int at = first == null ? 0 : second;
        int end = endOfCopy(file, at);
        return new TwinFile(
                name,
                file.limit(),
                file.getInt(at + CRC_AT),
                kind,
                file.slice(at + HEADER_BYTES, end - at - HEADER_BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN),
                findings);
    }

    private static int endOfCopy(ByteBuffer file, int at) {
        return at + HEADER_BYTES + (int) file.getLong(at + 8);
    }

    /// What is wrong with a copy; null if it is whole.
    private static @Nullable String finding(ByteBuffer file, int at, Kind kind) {
        if (file.limit() - at < HEADER_BYTES) {
            return "is cut off";
        }
        if (file.getInt(at) != kind.magic) {
            return "does not start as a Millrace " + kind.what;
        }
        if (file.getInt(at + 4) != kind.version) {
            return "has format version "
                    + file.getInt(at + 4)
                    + ", this program knows "
                    + kind.version;
        }
        long length = file.getLong(at + 8);
        if (length < 0 || length > file.limit() - at - HEADER_BYTES) {
            return "has a wrong length";
        }
        ByteBuffer content = file.slice(at + HEADER_BYTES, (int) length);
        return file.getInt(at + CRC_AT) == crcOf(file.slice(at, CRC_AT), content)
                ? null
                : "has a wrong checksum";
    }

    private static int crcOf(ByteBuffer header, ByteBuffer content) {
        CRC32C crc = new CRC32C();
        crc.update(header.duplicate());
        crc.update(content.duplicate());
        return (int) crc.getValue();
    }

    /// Writes the copy that is whole twice again, in the place of the file.
    public void mend(Storage storage) throws IOException {
        write(storage, name, kind, content.duplicate());
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
        return crc;
    }

    /// The content, little endian.
    ByteBuffer content() {
        return content.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }
}
