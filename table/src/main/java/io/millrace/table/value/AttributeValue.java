package io.millrace.table.value;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The value of an attribute: one of DynamoDB's ten types. Immutable; two are equal if DynamoDB
/// says so: numbers by what they are worth, sets and maps whatever the order they were written in.
public sealed interface AttributeValue {
    /// The greatest {@link #depth} there may be in an item: also what keeps our recursions bounded.
    int MAX_DEPTH = 32;

    /// DynamoDB's name of the type: S, N, B, BOOL, NULL, L, M, SS, NS or BS.
    String type();

    /// Size by DynamoDB's rule, in bytes, without the attribute's name.
    default long bytes() {
        return ItemSize.of(this);
    }

    /// How deep lists and maps stand within each other: 0 for a scalar or a set, 1 for a list of
    /// scalars.
    default int depth() {
        return 0;
    }

    /// S: a text, maybe empty.
    record Text(String value) implements AttributeValue {
        @Override
        public String type() {
            return "S";
        }
    }

    /// N: a number.
    record Numeral(Decimal value) implements AttributeValue {
        /// A whole number.
        public static Numeral of(long value) {
            return new Numeral(Decimal.of(value));
        }

        @Override
        public String type() {
            return "N";
        }
    }

    /// B: bytes, maybe none.
    record Binary(Octets value) implements AttributeValue {
        @Override
        public String type() {
            return "B";
        }
    }

    /// BOOL.
    record Flag(boolean value) implements AttributeValue {
        @Override
        public String type() {
            return "BOOL";
        }
    }

    /// NULL: a value that says there is none.
    record Null() implements AttributeValue {
        @Override
        public String type() {
            return "NULL";
        }
    }

    /// L: a list, maybe empty.
    record Sequence(List<AttributeValue> values) implements AttributeValue {
        public Sequence {
            values = List.copyOf(values);
        }

        @Override
        public String type() {
            return "L";
        }

        @Override
        public int depth() {
            return 1 + values.stream().mapToInt(AttributeValue::depth).max().orElse(0);
        }
    }

    /// M: values by name, maybe none.
    record Mapping(SortedMap<String, AttributeValue> values) implements AttributeValue {
        public Mapping {
            values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
        }

        @Override
        public String type() {
            return "M";
        }

        @Override
        public int depth() {
            return 1 + values.values().stream().mapToInt(AttributeValue::depth).max().orElse(0);
        }
    }

    /// SS: a set of texts, not empty.
    record TextSet(SortedSet<String> values) implements AttributeValue {
        public TextSet {
            values = Collections.unmodifiableSortedSet(new TreeSet<>(values));
        }

        /// A set of what is there, once each.
        public static TextSet of(Collection<String> values) {
            return new TextSet(new TreeSet<>(values));
        }

        @Override
        public String type() {
            return "SS";
        }
    }

    /// NS: a set of numbers, not empty.
    record NumeralSet(SortedSet<Decimal> values) implements AttributeValue {
        public NumeralSet {
            values = Collections.unmodifiableSortedSet(new TreeSet<>(values));
        }

        /// A set of what is there, once each.
        public static NumeralSet of(Collection<Decimal> values) {
            return new NumeralSet(new TreeSet<>(values));
        }

        @Override
        public String type() {
            return "NS";
        }
    }

    /// BS: a set of bytes, not empty.
    record BinarySet(SortedSet<Octets> values) implements AttributeValue {
        public BinarySet {
            values = Collections.unmodifiableSortedSet(new TreeSet<>(values));
        }

        /// A set of what is there, once each.
        public static BinarySet of(Collection<Octets> values) {
            return new BinarySet(new TreeSet<>(values));
        }

        @Override
        public String type() {
            return "BS";
        }
    }
}
