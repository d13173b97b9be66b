package io.millrace.table.expression;

import io.millrace.table.value.AttributeValue;
import io.millrace.table.value.Decimal;
import io.millrace.table.value.Item;
import io.millrace.table.value.Octets;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Items as plain Java objects, for an evaluator that has nothing in common with the real one: S is
/// a String, N a BigDecimal, BOOL a Boolean, L a List, M a Map; the others are the types here.
final class Model {
    /// B: one char for each byte.
    record Bytes(String chars) {}

    /// NULL.
    enum Nothing {
        NOTHING
    }

    /// SS, NS or BS.
    record Members(String type, Set<Object> all) {}

    private Model() {}

    static String type(Object value) {
        return switch (value) {
            case String _ -> "S";
            case BigDecimal _ -> "N";
            case Bytes _ -> "B";
            case Boolean _ -> "BOOL";
            case Nothing _ -> "NULL";
            case List<?> _ -> "L";
            case Map<?, ?> _ -> "M";
            case Members members -> members.type();
            default -> throw new AssertionError(value);
        };
    }

    /// What an operand of `size` counts; null if it has no size.
    static @Nullable Object size(@Nullable Object value) {
        return switch (value) {
            case String text -> BigDecimal.valueOf(text.length());
            case Bytes bytes -> BigDecimal.valueOf(bytes.chars().length());
            case List<?> list -> BigDecimal.valueOf(list.size());
            case Map<?, ?> map -> BigDecimal.valueOf(map.size());
            case Members members -> BigDecimal.valueOf(members.all().size());
            case null, default -> null;
        };
    }

    static boolean same(@Nullable Object a, @Nullable Object b) {
        return a != null && b != null && canonical(a).equals(canonical(b));
    }

    /// Null if the two have no order.
    static @Nullable Integer order(@Nullable Object a, @Nullable Object b) {
        if (a instanceof String x && b instanceof String y) {
            return compare(
                    new String(x.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1),
                    new String(y.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
        }
        if (a instanceof BigDecimal x && b instanceof BigDecimal y) {
            return x.compareTo(y);
        }
        if (a instanceof Bytes x && b instanceof Bytes y) {
            return compare(x.chars(), y.chars());
        }
        return null;
    }

    private static int compare(String a, String b) {
        return Integer.signum(a.compareTo(b));
    }

    static boolean contains(@Nullable Object whole, @Nullable Object part) {
        if (whole instanceof String text) {
            return part instanceof String some && text.contains(some);
        }
        if (whole instanceof Bytes bytes) {
            return part instanceof Bytes some && bytes.chars().contains(some.chars());
        }
        if (whole instanceof Members members) {
            return members.all().stream().anyMatch(each -> same(each, part));
        }
        return whole instanceof List<?> list && list.stream().anyMatch(each -> same(each, part));
    }

    static boolean begins(@Nullable Object whole, @Nullable Object part) {
        if (whole instanceof String text) {
            return part instanceof String some && text.startsWith(some);
        }
        return whole instanceof Bytes bytes
                && part instanceof Bytes some
                && bytes.chars().startsWith(some.chars());
    }

    /// What stands at a path of Strings and Integers; null if there is nothing.
    static @Nullable Object at(@Nullable Object value, List<Object> path) {
        if (path.isEmpty() || value == null) {
            return value;
        }
        Object step = path.getFirst();
        List<Object> rest = path.subList(1, path.size());
        if (value instanceof Map<?, ?> map && step instanceof String) {
            return at(map.get(step), rest);
        }
        if (value instanceof List<?> list && step instanceof Integer index) {
            return index < list.size() ? at(list.get(index), rest) : null;
        }
        return null;
    }

    /// A deep copy, with numbers in one form.
    static Object canonical(Object value) {
        return switch (value) {
            case BigDecimal number ->
                    number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
            case List<?> list -> {
                List<Object> copy = new ArrayList<>();
                list.forEach(each -> copy.add(canonical(each)));
                yield copy;
            }
            case Map<?, ?> map -> {
                Map<String, Object> copy = new TreeMap<>();
                map.forEach((name, each) -> copy.put((String) name, canonical(each)));
                yield copy;
            }
            case Members members -> {
                Set<Object> copy = new HashSet<>();
                members.all().forEach(each -> copy.add(canonical(each)));
                yield new Members(members.type(), copy);
            }
            default -> value;
        };
    }

    static Item item(Map<String, Object> model) {
        return new Item(attributes(model));
    }

    private static SortedMap<String, AttributeValue> attributes(Map<?, ?> model) {
        SortedMap<String, AttributeValue> attributes = new TreeMap<>();
        model.forEach((name, value) -> attributes.put((String) name, value(value)));
        return attributes;
    }

    static AttributeValue value(Object model) {
        return switch (model) {
            case String text -> new AttributeValue.Text(text);
            case BigDecimal number -> new AttributeValue.Numeral(decimal(number));
            case Bytes bytes -> new AttributeValue.Binary(octets(bytes));
            case Boolean flag -> new AttributeValue.Flag(flag);
            case Nothing _ -> new AttributeValue.Null();
            case List<?> list ->
                    new AttributeValue.Sequence(list.stream().map(Model::value).toList());
            case Map<?, ?> map -> new AttributeValue.Mapping(attributes(map));
            case Members(String type, Set<Object> all) when type.equals("SS") ->
                    AttributeValue.TextSet.of(all.stream().map(String.class::cast).toList());
            case Members(String type, Set<Object> all) when type.equals("NS") ->
                    AttributeValue.NumeralSet.of(
                            all.stream().map(each -> decimal((BigDecimal) each)).toList());
            case Members members ->
                    AttributeValue.BinarySet.of(
                            members.all().stream().map(each -> octets((Bytes) each)).toList());
            default -> throw new AssertionError(model);
        };
    }

    private static Decimal decimal(BigDecimal number) {
        return Decimal.of(number.toString());
    }

    private static Octets octets(Bytes bytes) {
        return Octets.wrap(bytes.chars().getBytes(StandardCharsets.ISO_8859_1));
    }
}
