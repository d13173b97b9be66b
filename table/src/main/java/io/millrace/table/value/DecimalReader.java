package io.millrace.table.value;

/// Reads one number from a text, in one pass and without trusting its length: neither a thousand
/// digits nor a huge exponent cost more than looking at them.
final class DecimalReader {
    /// Far beyond the range, far from overflowing.
    private static final long EXPONENT_BOUND = 1_000_000_000L;

    private final String text;
    private final StringBuilder digits = new StringBuilder();
    private int at;
    private boolean any;

    /// Power of ten of the last digit read.
    private long unit;

    DecimalReader(String text) {
        this.text = text;
    }

    Decimal read() {
        boolean negative = sign();
        mantissa();
        if (!any) {
            throw noNumber();
        }
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            at++;
            unit += exponent();
        }
        if (at < text.length()) {
            throw noNumber();
        }
        return number(negative);
    }

    private boolean sign() {
        if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
            return text.charAt(at++) == '-';
        }
        return false;
    }

    private void mantissa() {
        boolean fraction = false;
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '.' && !fraction) {
                fraction = true;
            } else if (isDigit(c)) {
                any = true;
                unit -= fraction ? 1 : 0;
                if (c != '0' || !digits.isEmpty()) {
                    digits.append(c);
                }
            } else {
                return;
            }
        }
    }

    private long exponent() {
        boolean negative = sign();
        int first = at;
        long value = 0;
        for (; at < text.length() && isDigit(text.charAt(at)); at++) {
            value = Math.min(EXPONENT_BOUND, value * 10 + text.charAt(at) - '0');
        }
        if (at == first) {
            throw noNumber();
        }
        return negative ? -value : value;
    }

    private Decimal number(boolean negative) {
        int length = digits.length();
        while (length > 0 && digits.charAt(length - 1) == '0') {
            length--;
            unit++;
        }
        if (length == 0) {
            return Decimal.ZERO;
        }
        long exponent = unit + length - 1;
        if (exponent > Decimal.MAX_EXPONENT) {
            throw new ValueException(Decimal.OVERFLOW);
        }
        if (exponent < Decimal.MIN_EXPONENT) {
            throw new ValueException(Decimal.UNDERFLOW);
        }
        if (length > Decimal.MAX_DIGITS) {
            throw new ValueException(
                    "Attempting to store more than 38 significant digits in a Number");
        }
        return Decimal.of(negative, digits.substring(0, length), (int) exponent);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private ValueException noNumber() {
        String message = "The parameter cannot be converted to a numeric value";
        return new ValueException(text.isEmpty() ? message : message + ": " + text);
    }
}
