package io.millrace.table.expression;

import io.millrace.table.value.Item;
import java.util.List;
import java.util.Set;

/// What holds for an item or does not: condition and filter expressions, Expected, ScanFilter and
/// QueryFilter. Where there is no item, {@link Item#EMPTY} is asked.
public sealed interface Condition {
    /// Whether it holds. Never throws.
    default boolean holds(Item item) {
        return Judge.holds(this, item);
    }

    /// The attributes it looks at: a query refuses key attributes among those of its filter.
    default Set<String> attributes() {
        return Mentions.of(this);
    }

    /// `left = right` and the like.
    record Compare(Comparison comparison, Operand left, Operand right) implements Condition {}

    /// `value BETWEEN low AND high`, both included.
    record Between(Operand value, Operand low, Operand high) implements Condition {}

    /// `value IN (list)`.
    record In(Operand value, List<Operand> list) implements Condition {
        public In {
            list = List.copyOf(list);
        }
    }

    /// All hold.
    record And(List<Condition> all) implements Condition {
        public And {
            all = List.copyOf(all);
        }
    }

    /// One holds at least.
    record Or(List<Condition> any) implements Condition {
        public Or {
            any = List.copyOf(any);
        }
    }

    /// The other does not hold.
    record Not(Condition other) implements Condition {}

    /// `attribute_exists(path)`.
    record Exists(Path path) implements Condition {}

    /// `attribute_not_exists(path)`.
    record NotExists(Path path) implements Condition {}

    /// `attribute_type(value, type)`.
    ///
    /// @param type as in {@link io.millrace.table.value.AttributeValue#type}
    record OfType(Operand value, String type) implements Condition {}

    /// `begins_with(value, prefix)`.
    record BeginsWith(Operand value, Operand prefix) implements Condition {}

    /// `contains(value, part)`.
    record Contains(Operand value, Operand part) implements Condition {}
}
