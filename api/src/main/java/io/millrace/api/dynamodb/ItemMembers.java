package io.millrace.api.dynamodb;

import io.millrace.table.value.AttributeValue;
import io.millrace.table.value.Decimal;
import io.millrace.table.value.Item;
import io.millrace.table.value.Octets;
import io.millrace.wire.Output;
import java.util.Map;

/// Writes items and attribute values.
final class ItemMembers {
    private ItemMembers() {}

    /// A member that is an item.
    static void item(Output output, String member, Item item) {
        item(output.name(member), item);
    }

    /// An item.
    static void item(Output output, Item item) {
        entries(output, item.attributes());
    }

    private static void entries(Output output, Map<String, AttributeValue> entries) {
        output.beginStructure();
        entries.forEach((name, value) -> value(output.name(name), value));
        output.endStructure();
    }

    private static void value(Output output, AttributeValue value) {
        output.beginStructure().name(value.type());
        switch (value) {
            case AttributeValue.Text text -> output.text(text.value());
            case AttributeValue.Numeral number -> output.text(number.value().text());
            case AttributeValue.Binary binary -> bytes(output, binary.value());
            case AttributeValue.Flag flag -> output.flag(flag.value());
            case AttributeValue.Null _ -> output.flag(true);
            case AttributeValue.Sequence list -> {
                output.beginList();
                list.values().forEach(each -> value(output, each));
                output.endList();
            }
            case AttributeValue.Mapping map -> entries(output, map.values());
            case AttributeValue.TextSet set -> {
                output.beginList();
                set.values().forEach(output::text);
                output.endList();
            }
            case AttributeValue.NumeralSet set -> {
                output.beginList();
                set.values().stream().map(Decimal::text).forEach(output::text);
                output.endList();
            }
            case AttributeValue.BinarySet set -> {
                output.beginList();
                set.values().forEach(each -> bytes(output, each));
                output.endList();
            }
        }
        output.endStructure();
    }

    private static void bytes(Output output, Octets octets) {
        output.bytes(octets.array(), 0, octets.length());
    }
}
