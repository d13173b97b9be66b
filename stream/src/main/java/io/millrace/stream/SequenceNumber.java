package io.millrace.stream;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// A sequence number in the layout of AWS: 186 bits, printed as 56 decimal digits.
///
/// As 47 hex digits, the most significant first:
///
/// ```
/// digit  0       1..9           10          11..26          27..28  29..37        38..45  46
///        +---+----------------+-----------+---------------+-------+-------------+-------+---+
///        | 2 | creation second| shard & 15| sequence index| 00    | record second| shard | 2 |
///        +---+----------------+-----------+---------------+-------+-------------+-------+---+
/// ```
///
/// The sequence index is the owner epoch (20 bits) and the position in the shard's log (43 bits),
/// so that order by number is order by (epoch, position). Index 0 with the creation second is the
/// shard's starting number, the largest index with the close second its ending number. A child's
/// creation second is greater than its parents', hence so are all its numbers.
///
/// @param creationSeconds second the shard counts as created at
/// @param shard number of the shard
/// @param sequenceIndex 63 bits
/// @param recordSeconds second the record arrived
/// @param version 2, or 1 and 0 for numbers as AWS gave them long ago
record SequenceNumber(
        long creationSeconds, int shard, long sequenceIndex, long recordSeconds, int version) {
    /// Index of ending numbers.
    static final long LAST_INDEX = Long.MAX_VALUE;

    /// Bits of a position within the sequence index.
    static final int POSITION_BITS = 43;

    /// Largest position a number can carry.
    static final long MAX_POSITION = (1L << POSITION_BITS) - 1;

    private static final int CURRENT_VERSION = 2;
    private static final int DIGITS = 56;

    /// AWS rejects numbers with later instants.
    private static final long FIRST_INVALID_SECOND = 16_025_175_000L;

    private static final BigInteger LEGACY_BIT = BigInteger.ONE.shiftLeft(124);
    private static final int HEX_DIGITS = 47;
    private static final int LEGACY_HEX_DIGITS = 32;

    private static final byte[] PAIRS = pairs();

    /// Sequence index of the entry at a place in a shard's log.
    static long index(int epoch, long position) {
        return (long) epoch << POSITION_BITS | position;
    }

    /// Whether it has the layout of the numbers that are given today.
    boolean isCurrent() {
        return version == CURRENT_VERSION;
    }

    /// Owner epoch within the index.
    int epoch() {
        return (int) (sequenceIndex >>> POSITION_BITS);
    }

    /// Position within the index.
    long position() {
        return sequenceIndex & MAX_POSITION;
    }

    @Override
    public String toString() {
        return format(creationSeconds, shard, sequenceIndex, recordSeconds);
    }

    /// Renders a number. Numbers of a put of 500 records pass here, so no big integers: the 188
    /// bits are divided by 10^9 in place, limb by limb.
    static String format(long creationSeconds, int shard, long sequenceIndex, long recordSeconds) {
        long high = 2L << 56 | creationSeconds << 20 | (shard & 15L) << 16 | sequenceIndex >>> 48;
        long middle = sequenceIndex << 16 | recordSeconds >>> 28;
        long low = recordSeconds << 36 | (shard & 0xffff_ffffL) << 4 | CURRENT_VERSION;
        int[] limbs = {
            (int) (high >>> 32),
            (int) high,
            (int) (middle >>> 32),
            (int) middle,
            (int) (low >>> 32),
            (int) low
        };
        byte[] text = new byte[DIGITS];
        int first = 0;
        int at = DIGITS;
        while (at > 2) {
            long rest = 0;
            for (int i = first; i < limbs.length; i++) {
                long dividend = (rest << 32) | (limbs[i] & 0xffff_ffffL);
                long quotient = dividend / 1_000_000_000;
                limbs[i] = (int) quotient;
                rest = dividend - quotient * 1_000_000_000;
            }
            while (first < limbs.length && limbs[first] == 0) {
                first++;
            }
            at -= 9;
            nineDigits(text, at, (int) rest);
        }
        pair(text, 0, limbs[limbs.length - 1]);
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    private static void nineDigits(byte[] text, int at, int value) {
        int rest = value;
        for (int i = at + 7; i > at; i -= 2) {
            int quotient = rest / 100;
            pair(text, i, rest - quotient * 100);
            rest = quotient;
        }
        text[at] = (byte) ('0' + rest);
    }

    private static void pair(byte[] text, int at, int value) {
        text[at] = PAIRS[2 * value];
        text[at + 1] = PAIRS[2 * value + 1];
    }

    /// Reads a number a client sent.
    ///
    /// @param decimal digits without a leading zero
    /// @return null if the digits are no sequence number of any version
    static @Nullable SequenceNumber parse(String decimal) {
        BigInteger value = new BigInteger(decimal);
        if (value.compareTo(LEGACY_BIT) < 0) {
            value = value.add(LEGACY_BIT);
        }
        String hex = value.toString(16);
        if (hex.length() == LEGACY_HEX_DIGITS && hex.charAt(0) == '1') {
            return new SequenceNumber(
                    hexAt(hex, 1, 10), (int) hexAt(hex, 28, 32), 0, hexAt(hex, 1, 10), 0);
        }
        int version = Character.digit(hex.charAt(hex.length() - 1), 16);
        boolean shaped =
                hex.length() == HEX_DIGITS
                        && hex.charAt(0) == '2'
                        && (version == 1 || version == CURRENT_VERSION);
        if (!shaped || Character.digit(hex.charAt(11), 16) > 7 || !hex.startsWith("00", 27)) {
            return null;
        }
        long creationSeconds = hexAt(hex, 1, 10);
        long recordSeconds = hexAt(hex, 29, 38);
        long shard = hexAt(hex, 38, 46);
        boolean valid =
                creationSeconds < FIRST_INVALID_SECOND
                        && recordSeconds < FIRST_INVALID_SECOND
                        && shard <= Integer.MAX_VALUE
                        && hexAt(hex, 10, 11) == (shard & 15);
        return valid
                ? new SequenceNumber(
                        creationSeconds, (int) shard, hexAt(hex, 11, 27), recordSeconds, version)
                : null;
    }

    private static long hexAt(String hex, int from, int to) {
        return Long.parseLong(hex, from, to, 16);
    }

    private static byte[] pairs() {
        byte[] pairs = new byte[200];
        for (int i = 0; i < 100; i++) {
            pairs[2 * i] = (byte) ('0' + i / 10);
            pairs[2 * i + 1] = (byte) ('0' + i % 10);
        }
        return pairs;
    }
}
