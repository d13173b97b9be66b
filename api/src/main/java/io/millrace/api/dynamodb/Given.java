package io.millrace.api.dynamodb;

import io.millrace.table.value.AttributeValue;
import io.millrace.table.value.Item;
import io.millrace.wire.Values;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Takes attribute values out of a call, and refuses it for a flaw in them.
final class Given {
    private Given() {}

    /// An item that must be there.
    static Item item(Values holder, String member) {
        return Objects.requireNonNull(itemOrNull(holder, member), member);
    }

    static @Nullable Item itemOrNull(Values holder, String member) {
        Object given = holder.custom(member);
        return given == null ? null : item(given);
    }

    /// A list of items, empty when absent.
    static List<Item> items(Values holder, String member) {
        return holder.customs(member).stream().map(Given::item).toList();
    }

    /// A value, null when absent.
    static @Nullable AttributeValue value(Values holder, String member) {
        Object given = holder.custom(member);
        return given == null ? null : value(given);
    }

    /// A list of values, empty when absent.
    static List<AttributeValue> values(Values holder, String member) {
        return holder.customs(member).stream().map(Given::value).toList();
    }

    private static Item item(Object given) {
        return (Item) sound(given);
    }

    private static AttributeValue value(Object given) {
        return (AttributeValue) sound(given);
    }

    private static Object sound(Object given) {
        if (given instanceof Flaw flaw) {
            throw Refusal.validation(flaw.text());
        }
        return given;
    }
}
