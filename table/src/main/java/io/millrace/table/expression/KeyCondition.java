package io.millrace.table.expression;

import io.millrace.table.value.AttributeValue;
import io.millrace.table.value.KeyBytes;
import io.millrace.table.value.Octets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Which items a query asks for, as it stands in the request: a key condition expression, or
/// KeyConditions. Which attribute is which part of the key, only the table knows.
///
/// @param parts one or two, of different attributes
public record KeyCondition(List<Part> parts) {
    /// What one attribute must be.
    ///
    /// @param values two for BETWEEN, else one
    public record Part(String attribute, KeyOperator operator, List<AttributeValue> values) {
        public Part {
            values = List.copyOf(values);
        }
    }

    /// A key attribute of the table or index.
    ///
    /// @param type S, N or B
    public record Key(String name, String type) {}

    public KeyCondition {
        parts = List.copyOf(parts);
    }

    /// The attributes named.
    public Set<String> attributes() {
        return parts.stream().map(Part::attribute).collect(Collectors.toUnmodifiableSet());
    }

    /// Finds out what it means for a table or an index.
    ///
    /// @param range null if the key has none
    /// @throws ExpressionException if it does not fit the key: the partition key is not named, or
    ///   not with `=`, another attribute is, or a value is of another type
    public KeyRange on(Key hash, @Nullable Key range) {
        if (range == null && parts.size() > 1) {
            throw notSupported();
        }
        Part first = part(hash);
        if (first == null) {
            throw missing(hash);
        }
        Part second = range == null ? null : part(range);
        if (range != null && second == null && parts.size() > 1) {
            throw missing(range);
        }
        if (first.operator() != KeyOperator.EQ) {
            throw notSupported();
        }
        AttributeValue value = first.values().getFirst();
        return second == null
                ? new KeyRange(value, Octets.EMPTY, null)
                : range(value, second.operator(), second.values());
    }

    /// The part about a key attribute, with values of its type.
    private @Nullable Part part(Key key) {
        for (Part part : parts) {
            if (part.attribute().equals(key.name())) {
                if (part.values().stream().allMatch(v -> v.type().equals(key.type()))) {
                    return part;
                }
                throw new ExpressionException(
                        "One or more parameter values were invalid: Condition parameter type does"
                                + " not match schema type");
            }
        }
        return null;
    }

    private static KeyRange range(
            AttributeValue hash, KeyOperator operator, List<AttributeValue> values) {
        Octets key = KeyBytes.of(values.getFirst());
        return switch (operator) {
            case EQ -> new KeyRange(hash, key, next(key));
            case LT -> new KeyRange(hash, Octets.EMPTY, key);
            case LE -> new KeyRange(hash, Octets.EMPTY, next(key));
            case GT -> new KeyRange(hash, next(key), null);
            case GE -> new KeyRange(hash, key, null);
            case BETWEEN -> new KeyRange(hash, key, next(KeyBytes.of(values.getLast())));
            case BEGINS_WITH -> new KeyRange(hash, key, beyond(key));
        };
    }

    /// The least bytes greater than these.
    private static Octets next(Octets key) {
        return Octets.wrap(Arrays.copyOf(key.array(), key.length() + 1));
    }

    /// The least bytes greater than all that begin with these; null if there are none.
    private static @Nullable Octets beyond(Octets prefix) {
        byte[] bytes = prefix.array();
        int last = bytes.length - 1;
        while (last >= 0 && bytes[last] == (byte) 0xff) {
            last--;
        }
        if (last < 0) {
            return null;
        }
        byte[] beyond = Arrays.copyOf(bytes, last + 1);
        beyond[last]++;
        return Octets.wrap(beyond);
    }

    private static ExpressionException missing(Key key) {
        return new ExpressionException("Query condition missed key schema element: " + key.name());
    }

    private static ExpressionException notSupported() {
        return new ExpressionException("Query key condition not supported");
    }
}
