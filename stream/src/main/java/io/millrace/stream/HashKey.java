package io.millrace.stream;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/// A point in the key space of a stream: an unsigned 128-bit number, compared as such.
///
/// @param high upper 64 bits
/// @param low lower 64 bits
record HashKey(long high, long low) implements Comparable<HashKey> {
    static final HashKey MIN = new HashKey(0, 0);
    static final HashKey MAX = new HashKey(-1, -1);

    private static final BigInteger SPACE = BigInteger.ONE.shiftLeft(128);

    /// Start of the i-th of n ranges of equal width: i times floor(2^128 / n).
    static HashKey startOf(int i, int n) {
        return of(SPACE.divide(BigInteger.valueOf(n)).multiply(BigInteger.valueOf(i)));
    }

    /// End of the i-th of n ranges, inclusive; the last one takes the remainder.
    static HashKey endOf(int i, int n) {
        return i == n - 1 ? MAX : startOf(i + 1, n).previous();
    }

    /// Reads decimal digits.
    ///
    /// @return null if the value is 2^128 or more
    static @Nullable HashKey parse(String decimal) {
        BigInteger value = new BigInteger(decimal);
        return value.compareTo(SPACE) < 0 ? of(value) : null;
    }

    private static HashKey of(BigInteger value) {
        return new HashKey(value.shiftRight(64).longValue(), value.longValue());
    }

    HashKey next() {
        return new HashKey(low == -1 ? high + 1 : high, low + 1);
    }

    HashKey previous() {
        return new HashKey(low == 0 ? high - 1 : high, low - 1);
    }

    boolean isBefore(HashKey other) {
        return compareTo(other) < 0;
    }

    /// The first point of the upper half of the range from here to another.
    HashKey middle(HashKey end) {
        return of(toBigInteger().add(end.toBigInteger()).add(BigInteger.ONE).shiftRight(1));
    }

    /// Whether two points are less than 2^32 apart: nothing beside the 2^128 of the key space, more
    /// than all that rounding adds up to.
    boolean isCloseTo(HashKey other) {
        BigInteger distance = toBigInteger().subtract(other.toBigInteger()).abs();
        return distance.bitLength() <= 32;
    }

    private BigInteger toBigInteger() {
        return new BigInteger(Long.toUnsignedString(high))
                .shiftLeft(64)
                .or(new BigInteger(Long.toUnsignedString(low)));
    }

    @Override
    public int compareTo(HashKey other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    /// Decimal digits, as the API prints them.
    @Override
    public String toString() {
        return toBigInteger().toString();
    }
}
