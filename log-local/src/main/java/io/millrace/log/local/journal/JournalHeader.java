package io.millrace.log.local.journal;

import io.millrace.log.CorruptLogException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/// The first block of a journal file.
///
/// ```
///  0  u32  magic "MRJ1"
///  4  u32  format version, 1
///  8  u64  number of the file, as in its name
/// 16  u64  file epoch: random, new at every use of the file, repeated in each of its frames
/// 24  u32  size of the file in bytes
/// 28  u32  CRC32C of bytes 0 to 28
/// 32  zeros up to 4096
/// ```
///
/// @param number of the file; rises by one from file to file
/// @param epoch tells the frames of this use from those of an earlier one
/// @param fileBytes size of the whole file
public record JournalHeader(long number, long epoch, int fileBytes) {
    /// Frames start at multiples of this, and so does the first one: no write touches a block that
    /// holds acknowledged bytes.
    public static final int BLOCK_BYTES = 4096;

    /// Size of the header in the file.
    public static final int BYTES = BLOCK_BYTES;

    /// A header and fifteen blocks: enough for tests.
    public static final int MIN_FILE_BYTES = 16 * BLOCK_BYTES;

    /// Offsets and lengths within a file stay small ints, and one frame stays one bounded buffer.
    public static final int MAX_FILE_BYTES = 64 << 20;

    /// Directory of the journal files.
    public static final String DIRECTORY = "journal";

    /// A file on its way to become a journal file; never relied on.
    public static final String UNFINISHED = DIRECTORY + "/next.tmp";

    private static final String SUFFIX = ".journal";
    private static final int MAGIC = 0x314a524d;
    private static final int VERSION = 1;
    private static final int CHECKED_BYTES = 28;

    /// Name of the file with a number.
    public static String nameOf(long number) {
        return DIRECTORY + "/" + "%016x".formatted(number) + SUFFIX;
    }

    /// Number in a file's name (without directory), or -1 if it is not a journal file's.
    public static long numberIn(String name) {
        if (name.length() != 16 + SUFFIX.length() || !name.endsWith(SUFFIX)) {
            return -1;
        }
        try {
            return Long.parseLong(name, 0, 16, 16);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /// One block with the header.
    public ByteBuffer encode() {
        ByteBuffer block = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        block.putInt(MAGIC).putInt(VERSION).putLong(number).putLong(epoch).putInt(fileBytes);
        block.putInt(crcOf(block));
        return block.rewind();
    }

    /// Reads a header back.
    ///
    /// @param name of the file, for the message
    /// @throws CorruptLogException if it is not the header of the file with this number
    public static JournalHeader decode(ByteBuffer source, String name, long number) {
        ByteBuffer block = source.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        int at = block.position();
        if (block.remaining() < CHECKED_BYTES + 4) {
            throw new CorruptLogException(name + " is too short for a journal header");
        }
        if (block.getInt(at) != MAGIC) {
            throw new CorruptLogException(name + " does not start as a Millrace journal file");
        }
        if (block.getInt(at + 4) != VERSION) {
            throw new CorruptLogException(
                    name
                            + " has journal format version "
                            + block.getInt(at + 4)
                            + ", this program knows "
                            + VERSION);
        }
        if (block.getInt(at + CHECKED_BYTES) != crcOf(block.slice(at, CHECKED_BYTES))) {
            throw new CorruptLogException(name + " has a damaged header (checksum)");
        }
        JournalHeader header =
                new JournalHeader(
                        block.getLong(at + 8), block.getLong(at + 16), block.getInt(at + 24));
        if (header.number != number) {
            throw new CorruptLogException(
                    name + " holds the header of journal file " + nameOf(header.number));
        }
        return header;
    }

    private static int crcOf(ByteBuffer block) {
        CRC32C crc = new CRC32C();
        crc.update(block.duplicate().clear().limit(CHECKED_BYTES));
        return (int) crc.getValue();
    }
}
