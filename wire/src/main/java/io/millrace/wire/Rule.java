package io.millrace.wire;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/// A pattern that a text must match as a whole, and the way AWS prints it.
///
/// @param text the pattern as quoted in error messages
/// @param accepts whether a text matches; must take time linear in what {@link Shape.Text} lets
///   through to it
public record Rule(String text, Predicate<String> accepts) {
    /// The rule of a regular expression.
    public static Rule regex(String pattern) {
        return new Rule(pattern, Pattern.compile(pattern).asMatchPredicate());
    }

    /// A decimal number without leading zeros, of at most so many digits. Checked by hand:
    /// producers send one with every record.
    public static Rule decimal(int maxDigits) {
        return new Rule(
                "0|([1-9]\\d{0," + (maxDigits - 1) + "})", text -> isDecimal(text, maxDigits));
    }

    private static boolean isDecimal(String text, int maxDigits) {
        int length = text.length();
        if (length == 0 || length > maxDigits) {
            return false;
        }
        if (text.charAt(0) == '0') {
            return length == 1;
        }
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return false;
            }
        }
        return true;
    }
}
