package io.millrace.table.value;

import java.math.BigDecimal;

/// A number of DynamoDB: exact, at most 38 significant digits, zero or of a magnitude from 1E-130
/// to 9.9999999999999999999999999999999999999E+125. Equal if worth the same.
public final class Decimal implements Comparable<Decimal> {
    private final BigDecimal value;

    private Decimal(BigDecimal value) {
        this.value = value;
    }

    /// A whole number.
    public static Decimal of(long value) {
        throw new UnsupportedOperationException();
    }

    /// Reads a number as clients write it: digits with an optional sign, point and exponent.
    ///
    /// @throws ValueException if it is none, has too many digits, or is out of range
    public static Decimal of(String text) {
        throw new UnsupportedOperationException();
    }

    /// The sum.
    ///
    /// @throws ValueException if it has too many digits or is out of range
    public Decimal plus(Decimal that) {
        throw new UnsupportedOperationException();
    }

    /// The difference.
    ///
    /// @throws ValueException if it has too many digits or is out of range
    public Decimal minus(Decimal that) {
        throw new UnsupportedOperationException();
    }

    /// The number as DynamoDB writes it: plain digits, without exponent and without zeros that say
    /// nothing.
    public String text() {
        throw new UnsupportedOperationException();
    }

    /// The number, if it is whole and fits 64 bits, rounded towards zero and cut to them otherwise:
    /// for times to live.
    public long toLong() {
        throw new UnsupportedOperationException();
    }

    /// Bytes whose unsigned order is the order of numbers.
    public Octets keyBytes() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int compareTo(Decimal that) {
        return value.compareTo(that.value);
    }
}
