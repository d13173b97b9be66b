package io.millrace.table.expression;

import io.millrace.table.value.AttributeValue;
import io.millrace.table.value.Item;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Says whether a condition holds for an item.
final class Judge {
    private Judge() {}

    static boolean holds(Condition condition, Item item) {
        return switch (condition) {
            case Condition.Compare c ->
                    Comparing.holds(
                            c.comparison(),
                            Lookup.value(c.left(), item),
                            Lookup.value(c.right(), item));
            case Condition.Between c -> between(c, item);
            case Condition.In c -> in(Lookup.value(c.value(), item), c.list(), item);
            case Condition.And c -> all(c.all(), item);
            case Condition.Or c -> any(c.any(), item);
            case Condition.Not c -> !holds(c.other(), item);
            case Condition.Exists c -> c.path().in(item) != null;
            case Condition.NotExists c -> c.path().in(item) == null;
            case Condition.OfType c -> {
                AttributeValue value = Lookup.value(c.value(), item);
                yield value != null && value.type().equals(c.type());
            }
            case Condition.BeginsWith c ->
                    beginsWith(Lookup.value(c.value(), item), Lookup.value(c.prefix(), item));
            case Condition.Contains c ->
                    contains(Lookup.value(c.value(), item), Lookup.value(c.part(), item));
        };
    }

    // Loops, for conditions may stand 150 deep within each other and a stream takes ten frames.
    private static boolean all(List<Condition> conditions, Item item) {
        for (Condition each : conditions) {
            if (!holds(each, item)) {
                return false;
            }
        }
        return true;
    }

    private static boolean any(List<Condition> conditions, Item item) {
        for (Condition each : conditions) {
            if (holds(each, item)) {
                return true;
            }
        }
        return false;
    }

    private static boolean between(Condition.Between c, Item item) {
        AttributeValue value = Lookup.value(c.value(), item);
        return Comparing.holds(Comparison.GE, value, Lookup.value(c.low(), item))
                && Comparing.holds(Comparison.LE, value, Lookup.value(c.high(), item));
    }

    private static boolean in(@Nullable AttributeValue value, List<Operand> list, Item item) {
        return value != null
                && list.stream().anyMatch(each -> value.equals(Lookup.value(each, item)));
    }

    private static boolean beginsWith(
            @Nullable AttributeValue value, @Nullable AttributeValue prefix) {
        if (value instanceof AttributeValue.Text text
                && prefix instanceof AttributeValue.Text first) {
            return text.value().startsWith(first.value());
        }
        return value instanceof AttributeValue.Binary bytes
                && prefix instanceof AttributeValue.Binary first
                && bytes.value().startsWith(first.value());
    }

    private static boolean contains(@Nullable AttributeValue whole, @Nullable AttributeValue part) {
        if (whole == null || part == null) {
            return false;
        }
        return switch (whole) {
            case AttributeValue.Text text ->
                    part instanceof AttributeValue.Text some && text.value().contains(some.value());
            case AttributeValue.Binary bytes ->
                    part instanceof AttributeValue.Binary some
                            && bytes.value().contains(some.value());
            case AttributeValue.TextSet set ->
                    part instanceof AttributeValue.Text some && set.values().contains(some.value());
            case AttributeValue.NumeralSet set ->
                    part instanceof AttributeValue.Numeral some
                            && set.values().contains(some.value());
            case AttributeValue.BinarySet set ->
                    part instanceof AttributeValue.Binary some
                            && set.values().contains(some.value());
            case AttributeValue.Sequence list -> list.values().contains(part);
            case AttributeValue.Numeral _,
                    AttributeValue.Flag _,
                    AttributeValue.Null _,
                    AttributeValue.Mapping _ ->
                    false;
        };
    }
}
