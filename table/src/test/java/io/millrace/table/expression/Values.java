package io.millrace.table.expression;

import io.millrace.table.value.AttributeValue;
import io.millrace.table.value.Decimal;
import io.millrace.table.value.Item;
import io.millrace.table.value.Octets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Short ways to write values and items in tests.
final class Values {
    private Values() {}

    static AttributeValue s(String text) {
        return new AttributeValue.Text(text);
    }

    static AttributeValue n(String number) {
        return new AttributeValue.Numeral(Decimal.of(number));
    }

    static AttributeValue b(String text) {
        return new AttributeValue.Binary(Octets.utf8(text));
    }

    static AttributeValue flag(boolean value) {
        return new AttributeValue.Flag(value);
    }

    static AttributeValue nothing() {
        return new AttributeValue.Null();
    }

    static AttributeValue list(AttributeValue... values) {
        return new AttributeValue.Sequence(List.of(values));
    }

    /// @param namesAndValues a name, its value, and so on
    static AttributeValue map(Object... namesAndValues) {
        return new AttributeValue.Mapping(new TreeMap<>(pairs(namesAndValues)));
    }

    static AttributeValue ss(String... texts) {
        return AttributeValue.TextSet.of(List.of(texts));
    }

    static AttributeValue ns(String... numbers) {
        return AttributeValue.NumeralSet.of(List.of(numbers).stream().map(Decimal::of).toList());
    }

    /// @param namesAndValues a name, its value, and so on
    static Item item(Object... namesAndValues) {
        return Item.of(pairs(namesAndValues));
    }

    /// @param namesAndValues a placeholder, its value, and so on
    static Placeholders with(Object... namesAndValues) {
        Map<String, AttributeValue> values = pairs(namesAndValues);
        return new Placeholders(null, values.isEmpty() ? null : values);
    }

    static Map<String, AttributeValue> pairs(Object... namesAndValues) {
        Map<String, AttributeValue> pairs = new LinkedHashMap<>();
        for (int at = 0; at < namesAndValues.length; at += 2) {
            pairs.put((String) namesAndValues[at], (AttributeValue) namesAndValues[at + 1]);
        }
        return pairs;
    }
}
