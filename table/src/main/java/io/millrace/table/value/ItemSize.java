package io.millrace.table.value;

import java.util.Map;

/// Counts bytes as DynamoDB does: names and texts as UTF-8, numbers by pairs of digits, three bytes
/// for a list or a map and one for each thing in it.
final class ItemSize {
    private static final int CONTAINER = 3;
    private static final int MEMBER = 1;

    private ItemSize() {}

    static long of(Map<String, AttributeValue> attributes) {
        long bytes = 0;
        for (Map.Entry<String, AttributeValue> attribute : attributes.entrySet()) {
            bytes += utf8(attribute.getKey()) + of(attribute.getValue());
        }
        return bytes;
    }

    static long of(AttributeValue value) {
        return switch (value) {
            case AttributeValue.Text text -> utf8(text.value());
            case AttributeValue.Numeral number -> number(number.value());
            case AttributeValue.Binary binary -> binary.value().length();
            case AttributeValue.Flag _, AttributeValue.Null _ -> 1;
            case AttributeValue.Sequence list ->
                    list.values().stream().mapToLong(each -> MEMBER + of(each)).sum() + CONTAINER;
            case AttributeValue.Mapping map ->
                    of(map.values()) + (long) MEMBER * map.values().size() + CONTAINER;
            case AttributeValue.TextSet set ->
                    set.values().stream().mapToLong(ItemSize::utf8).sum();
            case AttributeValue.NumeralSet set ->
                    set.values().stream().mapToLong(ItemSize::number).sum();
            case AttributeValue.BinarySet set ->
                    set.values().stream().mapToLong(Octets::length).sum();
        };
    }

    /// One byte for each pair of digits left and right of the point, one for the exponent, one for
    /// the sign of what is negative.
    private static long number(Decimal number) {
        if (number.signum() == 0) {
            return 1;
        }
        // With an even power of ten the first digit stands alone.
        long alone = Math.floorMod(number.exponent(), 2) == 0 ? 1 : 0;
        long pairs = alone + (number.digits().length() - alone + 1) / 2;
        return 1 + pairs + (number.signum() < 0 ? 1 : 0);
    }

    private static long utf8(String text) {
        long bytes = 0;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            // The two halves of a pair count two each.
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes;
    }
}
