package io.millrace.table.value;

/// Numbers as bytes whose unsigned order is the order of numbers.
///
/// ```
/// zero       01
/// positive   02  exponent + 130        d1 + 1 .. dn + 1            (d: two digits, 0 to 99)
/// negative   00  255 - (exponent+130)  255 - (d1+1) .. 255 - (dn+1)  ff
/// ```
///
/// The exponent is the power of ten of the first digit, -130 to 125; an odd last digit is followed
/// by 0. No pair is 0, so that no key is another one and zeros behind; `ff` puts -12 behind -12.34.
final class DecimalBytes {
    private static final int NEGATIVE = 0;
    private static final int ZERO = 1;
    private static final int POSITIVE = 2;
    private static final int END = 0xff;

    private DecimalBytes() {}

    static Octets encode(Decimal number) {
        if (number.signum() == 0) {
            return Octets.wrap(new byte[] {ZERO});
        }
        String digits = number.digits();
        boolean negative = number.signum() < 0;
        int pairs = (digits.length() + 1) / 2;
        byte[] bytes = new byte[2 + pairs + (negative ? 1 : 0)];
        // Taking all bits over turns the order around.
        int flip = negative ? 0xff : 0;
        bytes[0] = (byte) (negative ? NEGATIVE : POSITIVE);
        bytes[1] = (byte) ((number.exponent() - Decimal.MIN_EXPONENT) ^ flip);
        for (int pair = 0; pair < pairs; pair++) {
            int tens = digits.charAt(2 * pair) - '0';
            int ones = 2 * pair + 1 < digits.length() ? digits.charAt(2 * pair + 1) - '0' : 0;
            bytes[2 + pair] = (byte) ((10 * tens + ones + 1) ^ flip);
        }
        if (negative) {
            bytes[bytes.length - 1] = (byte) END;
        }
        return Octets.wrap(bytes);
    }

    static Decimal decode(Octets encoded) {
        byte[] bytes = encoded.array();
        if (bytes.length == 1 && bytes[0] == ZERO) {
            return Decimal.ZERO;
        }
        boolean negative = bytes.length > 0 && bytes[0] == NEGATIVE;
        int end = bytes.length - (negative ? 1 : 0);
        if (end < 3 || (!negative && bytes[0] != POSITIVE)) {
            throw new IllegalArgumentException("no number: " + encoded);
        }
        int flip = negative ? 0xff : 0;
        int exponent = ((bytes[1] & 0xff) ^ flip) + Decimal.MIN_EXPONENT;
        StringBuilder digits = new StringBuilder(2 * (end - 2));
        for (int at = 2; at < end; at++) {
            int pair = ((bytes[at] & 0xff) ^ flip) - 1;
            if (pair < 0 || pair > 99) {
                throw new IllegalArgumentException("no number: " + encoded);
            }
            digits.append((char) ('0' + pair / 10)).append((char) ('0' + pair % 10));
        }
        if (digits.charAt(digits.length() - 1) == '0') {
            digits.setLength(digits.length() - 1);
        }
        return Decimal.of(negative, digits.toString(), exponent);
    }
}
