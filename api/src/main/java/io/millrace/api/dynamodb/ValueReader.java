package io.millrace.api.dynamodb;

import io.millrace.table.value.AttributeValue;
import io.millrace.table.value.Decimal;
import io.millrace.table.value.Octets;
import io.millrace.table.value.ValueException;
import io.millrace.wire.Bytes;
import io.millrace.wire.CustomReader;
import io.millrace.wire.Input;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads an attribute value, `{"S": "text"}`: an {@link AttributeValue}, or a {@link Flaw}.
final class ValueReader implements CustomReader {
    /// Lists and maps in each other, at most.
    private static final int MAX_LEVELS = 32;

    private static final Flaw NONE =
            new Flaw(
                    "Supplied AttributeValue is empty, must contain exactly one of the supported"
                            + " datatypes");
    private static final Flaw SEVERAL =
            new Flaw(
                    "Supplied AttributeValue has more than one datatypes set, must contain exactly"
                            + " one of the supported datatypes");
    private static final Flaw TOO_DEEP =
            new Flaw(
                    "Nesting Levels have exceeded supported limits: Attributes in the item have"
                            + " nested levels beyond supported limit");
    private static final Flaw NULL_FALSE =
            Flaw.invalid("Null attribute value types must have the value of true");

    @Override
    public @Nullable Object read(Input input) throws IOException {
        return read(input, 1);
    }

    /// @param level of a list or map that stands here
    static @Nullable Object read(Input input, int level) throws IOException {
        if (!input.beginStructure()) {
            return null;
        }
        Object found = NONE;
        int given = 0;
        String type = input.nextName();
        while (type != null) {
            Object content = input.skipNull() ? null : content(input, type, level);
            if (content != null) {
                boolean better =
                        given == 0 || (content instanceof Flaw && !(found instanceof Flaw));
                found = better ? content : found;
                given++;
            }
            type = input.nextName();
        }
        return given > 1 && !(found instanceof Flaw) ? SEVERAL : found;
    }

    /// Null for a type that is not known, and for content of the wrong type, which is noted.
    private static @Nullable Object content(Input input, String type, int level)
            throws IOException {
        return switch (type) {
            case "S" -> {
                String text = input.text();
                yield text == null ? null : new AttributeValue.Text(text);
            }
            case "N" -> {
                String text = input.text();
                yield text == null ? null : number(text);
            }
            case "B" -> {
                Bytes bytes = input.bytes();
                yield bytes == null ? null : new AttributeValue.Binary(octets(bytes));
            }
            case "BOOL" -> {
                Boolean flag = input.flag();
                yield flag == null ? null : new AttributeValue.Flag(flag);
            }
            case "NULL" -> {
                Boolean flag = input.flag();
                yield flag == null ? null : flag ? new AttributeValue.Null() : NULL_FALSE;
            }
            case "SS" -> input.beginList() ? SetReader.texts(input) : null;
            case "NS" -> input.beginList() ? SetReader.numbers(input) : null;
            case "BS" -> input.beginList() ? SetReader.binaries(input) : null;
            case "L" -> sequence(input, level);
            case "M" -> mapping(input, level);
            default -> {
                input.skip();
                yield null;
            }
        };
    }

    private static @Nullable Object sequence(Input input, int level) throws IOException {
        if (level > MAX_LEVELS) {
            input.skip();
            return TOO_DEEP;
        }
        if (!input.beginList()) {
            return null;
        }
        List<AttributeValue> values = new ArrayList<>();
        Flaw flaw = null;
        while (input.hasNext()) {
            Object value = input.skipNull() ? NONE : read(input, level + 1);
            if (value instanceof AttributeValue sound) {
                values.add(sound);
            } else if (flaw == null) {
                flaw = value instanceof Flaw found ? found : NONE;
            }
        }
        return flaw == null ? new AttributeValue.Sequence(values) : flaw;
    }

    private static @Nullable Object mapping(Input input, int level) throws IOException {
        if (level > MAX_LEVELS) {
            input.skip();
            return TOO_DEEP;
        }
        SortedMap<String, AttributeValue> values = new TreeMap<>();
        if (!input.beginMap()) {
            return null;
        }
        Flaw flaw = entries(input, level + 1, values);
        return flaw == null ? new AttributeValue.Mapping(values) : flaw;
    }

    /// Reads the entries of a map that has been entered.
    ///
    /// @param level of a list or map among them
    /// @return the first flaw, by the entry it is in; null if there is none
    static @Nullable Flaw entries(Input input, int level, SortedMap<String, AttributeValue> values)
            throws IOException {
        Flaw flaw = null;
        String name = input.nextName();
        while (name != null) {
            Object value = input.skipNull() ? NONE : read(input, level);
            if (value instanceof AttributeValue sound) {
                values.put(name, sound);
            } else if (flaw == null) {
                flaw = (value instanceof Flaw found ? found : NONE).in(name);
            }
            name = input.nextName();
        }
        return flaw;
    }

    private static Object number(String text) {
        try {
            return new AttributeValue.Numeral(Decimal.of(text));
        } catch (ValueException e) {
            return new Flaw(e.text());
        }
    }

    /// Bytes of their own: what stands in the body would keep all of it.
    static Octets octets(Bytes bytes) {
        boolean own = bytes.offset() == 0 && bytes.length() == bytes.array().length;
        return Octets.wrap(own ? bytes.array() : bytes.copy());
    }
}
