package io.millrace.table.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/// A number of DynamoDB: exact, at most 38 significant digits, zero or of a magnitude from 1E-130
/// to 9.9999999999999999999999999999999999999E+125. Equal if worth the same.
public final class Decimal implements Comparable<Decimal> {
    /// The number 0.
    public static final Decimal ZERO = new Decimal(BigDecimal.ZERO);

    static final int MAX_DIGITS = 38;
    static final int MIN_EXPONENT = -130;
    static final int MAX_EXPONENT = 125;

    static final String OVERFLOW =
            "Number overflow. Attempting to store a number with magnitude larger than supported"
                    + " range";
    static final String UNDERFLOW =
            "Number underflow. Attempting to store a number with magnitude smaller than supported"
                    + " range";

    private static final BigDecimal LEAST_LONG = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal GREATEST_LONG = BigDecimal.valueOf(Long.MAX_VALUE);

    /// Without zeros at the end, so that what is worth the same is the same.
    private final BigDecimal value;

    private Decimal(BigDecimal value) {
        this.value = value;
    }

    /// A whole number.
    public static Decimal of(long value) {
        return new Decimal(BigDecimal.valueOf(value).stripTrailingZeros());
    }

    /// Reads a number as clients write it: digits with an optional sign, point and exponent.
    ///
    /// @throws ValueException if it is none, has too many digits, or is out of range
    public static Decimal of(String text) {
        return new DecimalReader(text).read();
    }

    /// A number by its digits.
    ///
    /// @param digits without zeros at either end; empty for 0
    /// @param exponent power of ten of the first digit
    static Decimal of(boolean negative, String digits, int exponent) {
        if (digits.isEmpty()) {
            return ZERO;
        }
        BigInteger unscaled = new BigInteger(negative ? "-" + digits : digits);
        return new Decimal(new BigDecimal(unscaled, digits.length() - 1 - exponent));
    }

    /// Reads {@link #keyBytes}.
    ///
    /// @throws IllegalArgumentException if they are of no number
    public static Decimal ofKeyBytes(Octets bytes) {
        return DecimalBytes.decode(bytes);
    }

    /// The sum.
    ///
    /// @throws ValueException if it has too many digits or is out of range
    public Decimal plus(Decimal that) {
        return checked(value.add(that.value));
    }

    /// The difference.
    ///
    /// @throws ValueException if it has too many digits or is out of range
    public Decimal minus(Decimal that) {
        return checked(value.subtract(that.value));
    }

    private static Decimal checked(BigDecimal exact) {
        Decimal result = new Decimal(exact.stripTrailingZeros());
        if (result.signum() == 0) {
            return ZERO;
        }
        // DynamoDB calls a result of too many digits an overflow, too.
        if (result.exponent() > MAX_EXPONENT || result.value.precision() > MAX_DIGITS) {
            throw new ValueException(OVERFLOW);
        }
        if (result.exponent() < MIN_EXPONENT) {
            throw new ValueException(UNDERFLOW);
        }
        return result;
    }

    /// The number as DynamoDB writes it: plain digits, without exponent and without zeros that say
    /// nothing.
    public String text() {
        return value.toPlainString();
    }

    /// The whole part, or the nearest number of 64 bits: for times to live.
    public long toLong() {
        BigDecimal within = value.max(LEAST_LONG).min(GREATEST_LONG);
        return within.setScale(0, RoundingMode.DOWN).longValueExact();
    }

    /// Bytes whose unsigned order is the order of numbers: 1 to 22 of them.
    public Octets keyBytes() {
        return DecimalBytes.encode(this);
    }

    /// -1, 0 or 1.
    public int signum() {
        return value.signum();
    }

    /// Significant digits, without zeros at either end; "0" for 0.
    String digits() {
        return value.unscaledValue().abs().toString();
    }

    /// Power of ten of the first digit.
    int exponent() {
        return value.precision() - 1 - value.scale();
    }

    @Override
    public int compareTo(Decimal that) {
        return value.compareTo(that.value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Decimal that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return text();
    }
}
