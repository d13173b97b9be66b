package io.millrace.api.dynamodb;

import io.millrace.table.value.AttributeValue;
import io.millrace.table.value.Item;
import io.millrace.wire.CustomReader;
import io.millrace.wire.Input;
import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads attribute values by their names: an {@link Item}, or a {@link Flaw} in one of them.
final class ItemReader implements CustomReader {
    @Override
    public @Nullable Object read(Input input) throws IOException {
        if (!input.beginMap()) {
            return null;
        }
        SortedMap<String, AttributeValue> attributes = new TreeMap<>();
        Flaw flaw = ValueReader.entries(input, 1, attributes);
        return flaw == null ? new Item(attributes) : flaw;
    }
}
