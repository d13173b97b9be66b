package io.millrace.api.kinesis;

import io.millrace.testkit.model.Bounds;
import io.millrace.testkit.model.ModelMember;
import io.millrace.testkit.model.ModelShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/// What the service says about a request that breaks constraints, worked out from the model alone.
///
/// Lists of structures are echoed with hashes that nobody can foretell: {@link #normal} leaves the
/// name of the first structure.
final class ModelFaults {
    /// The service stops after so many.
    static final int MOST = 10;

    /// How much of a value is echoed: a difference from the service, which has no bound.
    private static final int ECHOED_CHARS = 65_536;

    /// Patterns are not tried on longer texts whose length is wrong anyway: another difference.
    private static final int MATCHED_CHARS = 4_096;

    private static final Pattern HASHES =
            Pattern.compile("'\\[(?:null, )*com\\.amazonaws\\.kinesis\\.v20131202\\.(\\w+)@[^']*'");

    private final List<String> found = new ArrayList<>();

    private ModelFaults() {}

    /// The violations of a request, in order.
    static List<String> of(List<ModelMember> members, Map<String, Object> tree) {
        ModelFaults faults = new ModelFaults();
        faults.structure("", members, tree);
        return faults.found.subList(0, Math.min(MOST, faults.found.size()));
    }

    /// The text of the error with these violations.
    static String message(List<String> violations) {
        return violations.size()
                + (violations.size() == 1 ? " validation error" : " validation errors")
                + " detected: "
                + String.join("; ", violations);
    }

    /// A message without hashes.
    static String normal(String message) {
        return HASHES.matcher(message).replaceAll("'[$1]'");
    }

    private void structure(String place, List<ModelMember> members, Map<?, ?> tree) {
        for (ModelMember member : members) {
            Object value = tree.get(member.name());
            if (value != null && value != Trees.Null.NULL) {
                value(place + member.path(), member.shape(), value);
            } else if (member.required()) {
                add("null", place + member.path(), "Member must not be null");
            }
        }
    }

    private void value(String place, ModelShape shape, Object value) {
        switch (shape) {
            case ModelShape.Text text -> {
                pattern(place, text, (String) value);
                bounds(place, quote((String) value), "length", text.length(), length(value));
            }
            case ModelShape.Choice choice -> choice(place, choice, (String) value);
            case ModelShape.Whole whole -> {
                long number = Math.min((Long) value, ceiling(whole));
                bounds(place, quote("" + number), "value", whole.range(), number);
            }
            case ModelShape.Blob blob ->
                    bounds(place, "", "length", blob.length(), ((byte[]) value).length);
            case ModelShape.Many many -> list(place, many, (List<?>) value);
            case ModelShape.Dictionary map -> map(place, map, (Map<?, ?>) value);
            case ModelShape.Structure structure ->
                    structure(place + ".", structure.members(), (Map<?, ?>) value);
            case ModelShape.Flag _, ModelShape.Moment _, ModelShape.Events _ -> {}
        }
    }

    private static long ceiling(ModelShape.Whole whole) {
        return whole.isLong() ? Long.MAX_VALUE : Integer.MAX_VALUE;
    }

    private static int length(Object text) {
        return text == Trees.Null.NULL ? -1 : ((String) text).length();
    }

    private void choice(String place, ModelShape.Choice choice, String value) {
        if (!choice.values().contains(value)) {
            add(quote(value), place, oneOf(choice));
        }
    }

    private void pattern(String place, ModelShape.Text shape, String text) {
        String pattern = shape.pattern();
        boolean tried = text.length() <= MATCHED_CHARS || shape.length().hold(text.length());
        if (pattern != null && tried && !text.matches(pattern)) {
            add(quote(text), place, "Member must satisfy regular expression pattern: " + pattern);
        }
    }

    private void bounds(String place, String echo, String what, Bounds bounds, long actual) {
        if (bounds.hasMin() && actual < bounds.min()) {
            add(echo, place, atLeast(what, bounds));
        }
        if (bounds.hasMax() && actual > bounds.max()) {
            add(echo, place, atMost(what, bounds));
        }
    }

    /// Of a list that is too long the server keeps one item more than allowed: a third difference.
    private void list(String place, ModelShape.Many many, List<?> given) {
        Bounds length = many.length();
        List<?> items =
                length.hasMax() && given.size() > length.max()
                        ? given.subList(0, (int) length.max() + 1)
                        : given;
        String echo = quote(print(many, items));
        bounds(place, echo, "length", many.length(), items.size());
        if (many.element() instanceof ModelShape.Text text && !allFit(text.length(), items)) {
            add(echo, place, "Member must satisfy constraint: " + both(text.length()));
        }
        if (many.element() instanceof ModelShape.Choice choice && !allChosen(choice, items)) {
            add(echo, place, "Member must satisfy constraint: [" + oneOf(choice) + "]");
        }
        for (int i = 0; i < items.size() && found.size() < MOST; i++) {
            String item = place + "." + (i + 1) + ".member";
            if (items.get(i) == Trees.Null.NULL) {
                add("null", item, "Member must not be null");
            } else if (many.element() instanceof ModelShape.Text text) {
                pattern(item, text, (String) items.get(i));
            } else if (!(many.element() instanceof ModelShape.Choice)) {
                value(item, many.element(), items.get(i));
            }
        }
    }

    private static boolean allChosen(ModelShape.Choice choice, List<?> items) {
        return items.stream()
                .allMatch(item -> item == Trees.Null.NULL || choice.values().contains(item));
    }

    private static String oneOf(ModelShape.Choice choice) {
        return "Member must satisfy enum value set: " + choice.values();
    }

    private void map(String place, ModelShape.Dictionary shape, Map<?, ?> map) {
        StringJoiner joiner = new StringJoiner(", ", "{", "}");
        map.forEach((key, value) -> joiner.add(key + "=" + print(value)));
        String echo = quote(joiner.toString());
        bounds(place, echo, "length", shape.size(), map.size());
        if (!allFit(shape.key().length(), map.keySet())) {
            add(echo, place, "Map keys must satisfy constraint: " + both(shape.key().length()));
        }
        if (!allFit(shape.value().length(), map.values())) {
            add(echo, place, "Map value must satisfy constraint: " + both(shape.value().length()));
        }
        map.forEach((key, value) -> {
            if (value == Trees.Null.NULL) {
                add("null", place + "." + key + ".member", "Member must not be null");
            }
        });
    }

    private static boolean allFit(Bounds bounds, Iterable<?> texts) {
        for (Object text : texts) {
            if (text != Trees.Null.NULL && !bounds.hold(length(text))) {
                return false;
            }
        }
        return true;
    }

    private static String both(Bounds bounds) {
        return "[" + atMost("length", bounds) + ", " + atLeast("length", bounds) + "]";
    }

    private static String atLeast(String what, Bounds bounds) {
        return "Member must have " + what + " greater than or equal to " + bounds.min();
    }

    private static String atMost(String what, Bounds bounds) {
        return "Member must have " + what + " less than or equal to " + bounds.max();
    }

    private static String print(ModelShape.Many many, List<?> items) {
        if (many.element() instanceof ModelShape.Structure structure
                && items.stream().anyMatch(item -> item != Trees.Null.NULL)) {
            return "[" + structure.name() + "]";
        }
        StringJoiner joiner = new StringJoiner(", ", "[", "]");
        items.forEach(item -> joiner.add(print(item)));
        return joiner.toString();
    }

    private static String print(Object item) {
        return item == Trees.Null.NULL ? "null" : String.valueOf(item);
    }

    private static String quote(String text) {
        boolean whole = text.length() <= ECHOED_CHARS;
        return "'" + (whole ? text : text.substring(0, ECHOED_CHARS)) + "'";
    }

    private void add(String echo, String place, String constraint) {
        found.add(
                "Value"
                        + (echo.isEmpty() ? "" : " " + echo)
                        + " at '"
                        + place
                        + "' failed to satisfy constraint: "
                        + constraint);
    }
}
