package io.millrace.table.value;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Encodes attribute values: one byte for the type, then what it takes. Equal values have equal
/// bytes.
public final class ValueCodec {
    private static final int TEXT = 0;
    private static final int NUMERAL = 1;
    private static final int BINARY = 2;
    private static final int FALSE = 3;
    private static final int TRUE = 4;
    private static final int NULL = 5;
    private static final int SEQUENCE = 6;
    private static final int MAPPING = 7;
    private static final int TEXT_SET = 8;
    private static final int NUMERAL_SET = 9;
    private static final int BINARY_SET = 10;

    private ValueCodec() {}

    /// Writes a value.
    public static void write(Packer to, AttributeValue value) {
        switch (value) {
            case AttributeValue.Text text -> to.octet(TEXT).text(text.value());
            case AttributeValue.Numeral number -> write(to.octet(NUMERAL), number.value());
            case AttributeValue.Binary binary -> write(to.octet(BINARY), binary.value());
            case AttributeValue.Flag flag -> to.octet(flag.value() ? TRUE : FALSE);
            case AttributeValue.Null _ -> to.octet(NULL);
            case AttributeValue.Sequence list ->
                    to.octet(SEQUENCE).list(list.values(), ValueCodec::write);
            case AttributeValue.Mapping map -> write(to.octet(MAPPING), map.values());
            case AttributeValue.TextSet set -> to.octet(TEXT_SET).list(set.values(), Packer::text);
            case AttributeValue.NumeralSet set ->
                    to.octet(NUMERAL_SET).list(set.values(), ValueCodec::write);
            case AttributeValue.BinarySet set ->
                    to.octet(BINARY_SET).list(set.values(), ValueCodec::write);
        }
    }

    /// Reads a value.
    ///
    /// @throws IllegalArgumentException if the bytes do not decode
    public static AttributeValue read(Unpacker from) {
        int type = from.octet();
        return switch (type) {
            case TEXT -> new AttributeValue.Text(from.text());
            case NUMERAL -> new AttributeValue.Numeral(decimal(from));
            case BINARY -> new AttributeValue.Binary(octets(from));
            case FALSE -> new AttributeValue.Flag(false);
            case TRUE -> new AttributeValue.Flag(true);
            case NULL -> new AttributeValue.Null();
            case SEQUENCE -> new AttributeValue.Sequence(from.list(ValueCodec::read));
            case MAPPING -> new AttributeValue.Mapping(readMap(from));
            case TEXT_SET -> AttributeValue.TextSet.of(from.list(Unpacker::text));
            case NUMERAL_SET -> AttributeValue.NumeralSet.of(from.list(ValueCodec::decimal));
            case BINARY_SET -> AttributeValue.BinarySet.of(from.list(ValueCodec::octets));
            default -> throw unknown(type);
        };
    }

    /// Passes by a value.
    static void skip(Unpacker from) {
        int type = from.octet();
        switch (type) {
            case TEXT, NUMERAL, BINARY -> from.skip(from.length());
            case FALSE, TRUE, NULL -> {}
            case SEQUENCE -> {
                for (int left = from.length(); left > 0; left--) {
                    skip(from);
                }
            }
            case MAPPING -> {
                for (int left = from.length(); left > 0; left--) {
                    from.skip(from.length());
                    skip(from);
                }
            }
            case TEXT_SET, NUMERAL_SET, BINARY_SET -> {
                for (int left = from.length(); left > 0; left--) {
                    from.skip(from.length());
                }
            }
            default -> throw unknown(type);
        }
    }

    static void write(Packer to, SortedMap<String, AttributeValue> values) {
        to.length(values.size());
        for (Map.Entry<String, AttributeValue> value : values.entrySet()) {
            write(to.text(value.getKey()), value.getValue());
        }
    }

    static SortedMap<String, AttributeValue> readMap(Unpacker from) {
        SortedMap<String, AttributeValue> values = new TreeMap<>();
        for (int left = from.length(); left > 0; left--) {
            values.put(from.text(), read(from));
        }
        return values;
    }

    private static void write(Packer to, Decimal number) {
        write(to, number.keyBytes());
    }

    private static void write(Packer to, Octets octets) {
        to.sized(octets.array());
    }

    private static Decimal decimal(Unpacker from) {
        return Decimal.ofKeyBytes(octets(from));
    }

    private static Octets octets(Unpacker from) {
        return Octets.wrap(from.sized());
    }

    private static IllegalArgumentException unknown(int type) {
        return new IllegalArgumentException("no type of value: " + type);
    }
}
