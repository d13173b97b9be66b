package io.millrace.cli.bench;

import java.util.zip.CRC32C;

/// The bytes of a record that can be told from every other and prove themselves whole.
///
/// ```text
///   0        3            10          13                       n-7          n
///   | writer | its number | key index | random letters ...     | checksum   |
/// ```
///
/// All are letters A to Z; the numbers are written to base 26, most significant first. The checksum
/// is the CRC32C of all before it.
final class Payload {
    private static final int BASE = 26;
    private static final int WRITER_DIGITS = 3;
    private static final int NUMBER_DIGITS = 7;
    private static final int KEY_DIGITS = 3;
    private static final int CHECKSUM_DIGITS = 7;
    private static final int NUMBER_AT = WRITER_DIGITS;
    private static final int KEY_AT = NUMBER_AT + NUMBER_DIGITS;
    private static final int RANDOM_AT = KEY_AT + KEY_DIGITS;

    /// Shortest record that holds it all.
    static final int MIN_BYTES = RANDOM_AT + CHECKSUM_DIGITS;

    /// What a record says of itself.
    ///
    /// @param checksum its CRC32C, if `intact`
    /// @param intact whether the checksum is that of the bytes
    record Content(int writer, int number, int keyIndex, int checksum, boolean intact) {}

    private final Letters letters;
    private final CRC32C crc = new CRC32C();

    Payload(Letters letters) {
        this.letters = letters;
    }

    /// Fills `record`.
    ///
    /// @return its checksum
    int fill(byte[] record, int writer, int number, int keyIndex) {
        write(record, 0, WRITER_DIGITS, writer);
        write(record, NUMBER_AT, NUMBER_DIGITS, number);
        write(record, KEY_AT, KEY_DIGITS, keyIndex);
        int checksumAt = record.length - CHECKSUM_DIGITS;
        letters.fill(record, RANDOM_AT, checksumAt);
        crc.reset();
        crc.update(record, 0, checksumAt);
        write(record, checksumAt, CHECKSUM_DIGITS, crc.getValue());
        return (int) crc.getValue();
    }

    /// Reads a record back.
    static Content read(byte[] record, int length) {
        if (length < MIN_BYTES) {
            return new Content(0, 0, 0, 0, false);
        }
        int checksumAt = length - CHECKSUM_DIGITS;
        CRC32C crc = new CRC32C();
        crc.update(record, 0, checksumAt);
        return new Content(
                (int) number(record, 0, WRITER_DIGITS),
                (int) number(record, NUMBER_AT, NUMBER_DIGITS),
                (int) number(record, KEY_AT, KEY_DIGITS),
                (int) crc.getValue(),
                number(record, checksumAt, CHECKSUM_DIGITS) == crc.getValue());
    }

    private static void write(byte[] record, int at, int digits, long value) {
        long rest = value;
        for (int i = digits - 1; i >= 0; i--) {
            record[at + i] = (byte) ('A' + rest % BASE);
            rest /= BASE;
        }
    }

    private static long number(byte[] record, int at, int digits) {
        long value = 0;
        for (int i = 0; i < digits; i++) {
            value = value * BASE + (record[at + i] - 'A');
        }
        return value;
    }
}
