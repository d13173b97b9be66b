package io.millrace.table.value;

/// The order of texts in DynamoDB: that of their UTF-8 bytes, which is that of code points.
public final class TextOrder {
    private TextOrder() {}

    /// Less than 0, 0 or more, as for a comparator.
    public static int compare(String left, String right) {
        int shorter = Math.min(left.length(), right.length());
        for (int at = 0; at < shorter; at++) {
            char a = left.charAt(at);
            char b = right.charAt(at);
            if (a != b) {
                // Pairs stand for code points above all single chars, and yet are less than some.
                boolean same = Character.isSurrogate(a) == Character.isSurrogate(b);
                return same ? Character.compare(a, b) : Character.isSurrogate(a) ? 1 : -1;
            }
        }
        return Integer.compare(left.length(), right.length());
    }
}
