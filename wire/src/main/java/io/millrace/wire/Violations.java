package io.millrace.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/// Checks values against the constraints of their shapes and words what is broken as the service
/// does: `2 validation errors detected: Value '' at 'streamName' failed ...; ...`.
public final class Violations {
    private static final String NOT_NULL = "Member must not be null";

    /// The service stops looking after so many.
    private static final int MAX_COLLECTED = 10;

    /// How much of a value is echoed. The service has no such bound; without one a huge value would
    /// come back as a huge reply.
    private static final int MAX_ECHOED_CHARS = 65_536;

    /// Patterns are not tried on texts longer than this, whose length is wrong anyway: the time
    /// some of them take rises faster than the length.
    private static final int MAX_MATCHED_CHARS = 4_096;

    private final List<String> found = new ArrayList<>();

    private Violations() {}

    /// The text of the ValidationException these values earn; null when nothing is wrong.
    public static @Nullable String of(Values values) {
        Violations violations = new Violations();
        violations.structure(null, values);
        List<String> found = violations.found;
        if (found.isEmpty()) {
            return null;
        }
        return found.size()
                + (found.size() == 1 ? " validation error" : " validation errors")
                + " detected: "
                + String.join("; ", found);
    }

    /// A value in quotes, as the service echoes it.
    static String quote(String text) {
        boolean whole = text.length() <= MAX_ECHOED_CHARS;
        return "'" + (whole ? text : text.substring(0, MAX_ECHOED_CHARS)) + "'";
    }

    private void structure(@Nullable Path place, Values values) {
        Structure shape = values.shape();
        for (int i = 0; i < shape.size(); i++) {
            Structure.Member member = shape.member(i);
            Object value = values.slot(i);
            if (value != null || member.required()) {
                value(Path.member(place, member.path()), member.shape(), value);
            }
        }
    }

    private void value(Path path, Shape shape, @Nullable Object value) {
        if (value == null) {
            add(path, null, NOT_NULL);
            return;
        }
        switch (shape) {
            case Shape.Text text -> text(path, text, (String) value);
            case Shape.Whole whole -> whole(path, whole, (Long) value);
            case Shape.Real _ -> {}
            case Shape.Blob blob -> {
                int length = ((Bytes) value).length();
                length(path, value, length, blob.minLength(), blob.maxLength());
            }
            case Shape.Many many -> list(path, many, (List<?>) value);
            case Shape.Dictionary dictionary -> map(path, dictionary, (Map<?, ?>) value);
            case Structure _ -> structure(path, (Values) value);
            case Shape.Flag _, Shape.Moment _, Shape.Custom _ -> {}
        }
    }

    private void text(Path path, Shape.Text shape, String text) {
        choice(path, shape, text);
        pattern(path, shape, text);
        length(path, text, text.length(), shape.minLength(), shape.maxLength());
    }

    private void choice(Path path, Shape.Text shape, String text) {
        if (!shape.values().isEmpty() && !shape.values().contains(text)) {
            add(path, text, choices(shape));
        }
    }

    private void pattern(Path path, Shape.Text shape, String text) {
        Rule rule = shape.rule();
        if (rule != null
                && (text.length() <= MAX_MATCHED_CHARS || text.length() <= shape.maxLength())
                && !rule.accepts().test(text)) {
            add(path, text, "Member must satisfy regular expression pattern: " + rule.text());
        }
    }

    private void whole(Path path, Shape.Whole shape, long number) {
        if (number < shape.min()) {
            add(path, number, "Member must have value greater than or equal to " + shape.min());
        }
        if (number > shape.max()) {
            add(path, number, "Member must have value less than or equal to " + shape.max());
        }
    }

    private void length(Path path, Object value, int length, int min, int max) {
        if (length < min) {
            add(path, value, atLeast(min));
        }
        if (length > max) {
            add(path, value, atMost(max));
        }
    }

    private void list(Path path, Shape.Many shape, List<?> items) {
        length(path, items, items.size(), shape.minLength(), shape.maxLength());
        if (shape.element() instanceof Shape.Text text && !allFit(text, items)) {
            add(path, items, "Member must satisfy constraint: " + lengths(text));
        }
        if (shape.element() instanceof Shape.Text text && !allChosen(text, items)) {
            add(path, items, "Member must satisfy constraint: [" + choices(text) + "]");
        }
        items(path, shape, items);
    }

    private void items(Path path, Shape.Many shape, List<?> items) {
        for (int i = 0; i < items.size() && found.size() < MAX_COLLECTED; i++) {
            Object item = items.get(i);
            if (item != null && shape.element() instanceof Shape.Text text) {
                pattern(path.item(i), text, (String) item);
            } else {
                value(path.item(i), shape.element(), item);
            }
        }
    }

    private void map(Path path, Shape.Dictionary shape, Map<?, ?> map) {
        length(path, map, map.size(), shape.minLength(), shape.maxLength());
        if (!allFit(shape.key(), map.keySet())) {
            add(path, map, "Map keys must satisfy constraint: " + lengths(shape.key()));
        }
        if (shape.value() instanceof Shape.Text text && !allFit(text, map.values())) {
            add(path, map, "Map value must satisfy constraint: " + lengths(text));
        }
        if (shape.value() instanceof Shape.Many many && !allFit(many, map.values())) {
            add(
                    path,
                    map,
                    "Map value must satisfy constraint: "
                            + lengths(many.minLength(), many.maxLength()));
        }
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            Path place = Path.member(Path.member(path, String.valueOf(entry.getKey())), "member");
            if (entry.getValue() == null) {
                add(place, null, NOT_NULL);
            } else if (shape.value() instanceof Structure) {
                structure(place, (Values) entry.getValue());
            } else if (shape.value() instanceof Shape.Many many) {
                items(place, many, (List<?>) entry.getValue());
            }
        }
    }

    private static boolean allFit(Shape.Many shape, Iterable<?> lists) {
        for (Object list : lists) {
            int length = list == null ? shape.minLength() : ((List<?>) list).size();
            if (length < shape.minLength() || length > shape.maxLength()) {
                return false;
            }
        }
        return true;
    }

    private static boolean allFit(Shape.Text shape, Iterable<?> texts) {
        for (Object text : texts) {
            int length = text == null ? shape.minLength() : ((String) text).length();
            if (length < shape.minLength() || length > shape.maxLength()) {
                return false;
            }
        }
        return true;
    }

    private static boolean allChosen(Shape.Text shape, List<?> texts) {
        return shape.values().isEmpty()
                || texts.stream().allMatch(text -> text == null || shape.values().contains(text));
    }

    private static String choices(Shape.Text shape) {
        return "Member must satisfy enum value set: " + shape.values();
    }

    private static String lengths(Shape.Text shape) {
        return lengths(shape.minLength(), shape.maxLength());
    }

    private static String lengths(int minLength, int maxLength) {
        return "[" + atMost(maxLength) + ", " + atLeast(minLength) + "]";
    }

    private static String atMost(int maxLength) {
        return "Member must have length less than or equal to " + maxLength;
    }

    private static String atLeast(int minLength) {
        return "Member must have length greater than or equal to " + minLength;
    }

    private void add(Path path, @Nullable Object value, String constraint) {
        if (found.size() < MAX_COLLECTED) {
            String echo = "Value" + echo(value) + " at '" + path + "'";
            found.add(echo + " failed to satisfy constraint: " + constraint);
        }
    }

    /// Bytes are not echoed: the service stopped that in 2025.
    private static String echo(@Nullable Object value) {
        return switch (value) {
            case null -> " null";
            case Bytes _ -> "";
            case List<?> items -> " " + quote(print(items));
            case Map<?, ?> map -> " " + quote(print(map));
            default -> " " + quote(value.toString());
        };
    }

    private static String print(List<?> items) {
        StringJoiner joiner = new StringJoiner(", ", "[", "]");
        for (Object item : items) {
            joiner.add(item instanceof Values values ? print(values) : String.valueOf(item));
        }
        return joiner.toString();
    }

    /// As a Java object without a text of its own.
    private static String print(Values values) {
        String hash = Integer.toHexString(values.hashCode());
        return "com.amazonaws.kinesis.v20131202." + values.shape().name() + "@" + hash;
    }

    private static String print(Map<?, ?> map) {
        StringJoiner joiner = new StringJoiner(", ", "{", "}");
        map.forEach((key, value) -> joiner.add(key + "=" + value));
        return joiner.toString();
    }
}
