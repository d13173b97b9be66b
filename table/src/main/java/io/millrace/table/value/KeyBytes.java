package io.millrace.table.value;

/// The bytes by which keys are ordered: their unsigned order is DynamoDB's order of sort keys of
/// one type.
public final class KeyBytes {
    private KeyBytes() {}

    /// A text's UTF-8, the bytes of a binary, or {@link Decimal#keyBytes} of a number.
    ///
    /// @throws IllegalArgumentException for a type that no key may have
    public static Octets of(AttributeValue value) {
        return switch (value) {
            case AttributeValue.Text text -> Octets.utf8(text.value());
            case AttributeValue.Numeral number -> number.value().keyBytes();
            case AttributeValue.Binary binary -> binary.value();
            case AttributeValue.Flag v -> throw noKey(v);
            case AttributeValue.Null v -> throw noKey(v);
            case AttributeValue.Sequence v -> throw noKey(v);
            case AttributeValue.Mapping v -> throw noKey(v);
            case AttributeValue.TextSet v -> throw noKey(v);
            case AttributeValue.NumeralSet v -> throw noKey(v);
            case AttributeValue.BinarySet v -> throw noKey(v);
        };
    }

    private static IllegalArgumentException noKey(AttributeValue value) {
        return new IllegalArgumentException("no key is of type " + value.type());
    }
}
