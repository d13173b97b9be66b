package io.millrace.table.expression;

import io.millrace.table.value.AttributeValue;
import io.millrace.table.value.TextOrder;
import org.jspecify.annotations.Nullable;

/// Compares two values. Texts are ordered by their UTF-8, numbers by what they are worth, binaries
/// by unsigned bytes; everything else, and values of two types, have no order.
final class Comparing {
    private Comparing() {}

    static boolean holds(
            Comparison comparison, @Nullable AttributeValue left, @Nullable AttributeValue right) {
        return switch (comparison) {
            case EQ -> left != null && left.equals(right);
            case NE -> left == null || !left.equals(right);
            case LT -> ordered(left, right) && order(left, right) < 0;
            case LE -> ordered(left, right) && order(left, right) <= 0;
            case GT -> ordered(left, right) && order(left, right) > 0;
            case GE -> ordered(left, right) && order(left, right) >= 0;
        };
    }

    /// Whether a type has an order.
    static boolean isOrdered(String type) {
        return type.equals("S") || type.equals("N") || type.equals("B");
    }

    private static boolean ordered(@Nullable AttributeValue left, @Nullable AttributeValue right) {
        return left != null
                && right != null
                && left.type().equals(right.type())
                && isOrdered(left.type());
    }

    /// Less than 0, 0 or more, for values that are {@link #ordered}.
    private static int order(@Nullable AttributeValue left, @Nullable AttributeValue right) {
        if (left instanceof AttributeValue.Text a && right instanceof AttributeValue.Text b) {
            return TextOrder.compare(a.value(), b.value());
        }
        if (left instanceof AttributeValue.Numeral a && right instanceof AttributeValue.Numeral b) {
            return a.value().compareTo(b.value());
        }
        if (left instanceof AttributeValue.Binary a && right instanceof AttributeValue.Binary b) {
            return a.value().compareTo(b.value());
        }
        throw new IllegalArgumentException("no order between " + left + " and " + right);
    }
}
