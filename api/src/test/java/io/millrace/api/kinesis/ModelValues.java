package io.millrace.api.kinesis;

import io.millrace.testkit.model.Bounds;
import io.millrace.testkit.model.ModelMember;
import io.millrace.testkit.model.ModelShape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Values for the shapes of the model: good ones, ones at the bounds, and one for every way to
/// break a constraint.
final class ModelValues {
    private static final List<String> ODD =
            List.of("", " ", "\n", "a b", "\u00e9", "01", "-1", "*", "a:b", "1".repeat(130));

    private ModelValues() {}

    /// A value that breaks a constraint.
    ///
    /// @param constraint which one, such as `length` or `pattern`
    record Breach(String constraint, Object value) {}

    /// A structure with the required members only.
    static Map<String, Object> structure(List<ModelMember> members) {
        Map<String, Object> tree = new LinkedHashMap<>();
        for (ModelMember member : members) {
            if (member.required()) {
                tree.put(member.name(), good(member.shape()));
            }
        }
        return tree;
    }

    /// A value with nothing wrong, as small as may be.
    static Object good(ModelShape shape) {
        return switch (shape) {
            case ModelShape.Text text -> text(text, Math.max(0, low(text.length())));
            case ModelShape.Choice choice -> choice.values().getFirst();
            case ModelShape.Whole whole -> Math.max(1, low(whole.range()));
            case ModelShape.Flag _ -> true;
            case ModelShape.Moment _ -> new Trees.Moment(1_700_000_000_500L);
            case ModelShape.Blob blob -> new byte[(int) Math.max(1, low(blob.length()))];
            case ModelShape.Many many -> items(many, Math.max(1, low(many.length())));
            case ModelShape.Dictionary map -> entries(map, Math.max(1, low(map.size())));
            case ModelShape.Structure structure -> structure(structure.members());
            case ModelShape.Events _ -> throw new IllegalArgumentException("events are not sent");
        };
    }

    /// Values with nothing wrong at the edges of what is allowed.
    static List<Object> edges(ModelShape shape) {
        List<Object> edges = new ArrayList<>();
        switch (shape) {
            case ModelShape.Text text -> {
                edges.add(good(text));
                if (text.length().hasMax()) {
                    edges.add(text(text, text.length().max()));
                }
            }
            case ModelShape.Choice choice -> edges.addAll(choice.values());
            case ModelShape.Whole whole -> {
                Bounds range = whole.range();
                edges.add(range.hasMin() ? range.min() : -1L);
                edges.add(range.hasMax() ? range.max() : 3_000_000_000L);
            }
            case ModelShape.Flag _ -> edges.addAll(List.of(true, false, "true", "no", "1"));
            case ModelShape.Moment _ -> edges.add(new Trees.Moment(0));
            case ModelShape.Blob blob -> {
                edges.add(new byte[0]);
                edges.add(new byte[(int) blob.length().max()]);
            }
            case ModelShape.Many many -> {
                edges.add(items(many, Math.max(0, low(many.length()))));
                if (many.length().hasMax()) {
                    edges.add(items(many, many.length().max()));
                }
            }
            case ModelShape.Dictionary map -> {
                edges.add(entries(map, map.size().min()));
                edges.add(entries(map, map.size().max()));
            }
            case ModelShape.Structure structure -> edges.add(structure(structure.members()));
            case ModelShape.Events _ -> {}
        }
        return edges;
    }

    /// One value for every way to break a constraint of a shape, those of its parts aside.
    static List<Breach> breaches(ModelShape shape) {
        List<Breach> breaches = new ArrayList<>();
        switch (shape) {
            case ModelShape.Text text -> text(breaches, text);
            case ModelShape.Choice choice -> {
                breaches.add(new Breach("enum", "X"));
                breaches.add(new Breach("enum", choice.values().getFirst() + " "));
            }
            case ModelShape.Whole whole -> {
                if (whole.range().hasMin()) {
                    breaches.add(new Breach("min", whole.range().min() - 1));
                }
                if (whole.range().hasMax()) {
                    breaches.add(new Breach("max", whole.range().max() + 1));
                    breaches.add(new Breach("max", 3_000_000_000L));
                }
            }
            case ModelShape.Blob blob ->
                    breaches.add(new Breach("max", new byte[(int) blob.length().max() + 1]));
            case ModelShape.Many many -> list(breaches, many);
            case ModelShape.Dictionary map -> map(breaches, map);
            case ModelShape.Flag _,
                    ModelShape.Moment _,
                    ModelShape.Structure _,
                    ModelShape.Events _ -> {}
        }
        return breaches;
    }

    private static void text(List<Breach> breaches, ModelShape.Text text) {
        Bounds length = text.length();
        if (length.hasMin() && length.min() > 0) {
            String shorter = text(text, length.min());
            breaches.add(new Breach("min", shorter.substring(0, (int) length.min() - 1)));
        }
        if (length.hasMax()) {
            breaches.add(new Breach("max", text(text, length.max() + 1)));
        }
        String pattern = text.pattern();
        if (pattern != null) {
            for (String odd : ODD) {
                if (!odd.matches(pattern)) {
                    breaches.add(new Breach("pattern", odd));
                }
            }
        }
    }

    private static void list(List<Breach> breaches, ModelShape.Many many) {
        if (many.length().hasMin() && many.length().min() > 0) {
            breaches.add(new Breach("min", List.of()));
        }
        if (many.length().hasMax()) {
            breaches.add(new Breach("max", items(many, many.length().max() + 1)));
        }
        breaches.add(new Breach("item", List.of(Trees.Null.NULL)));
        boolean structures = many.element() instanceof ModelShape.Structure;
        for (Breach breach : structures ? List.<Breach>of() : breaches(many.element())) {
            breaches.add(new Breach("item", List.of(good(many.element()), breach.value())));
        }
    }

    private static void map(List<Breach> breaches, ModelShape.Dictionary map) {
        breaches.add(new Breach("min", Map.of()));
        breaches.add(new Breach("max", entries(map, map.size().max() + 1)));
        Object value = good(map.value());
        for (Breach breach : breaches(map.key())) {
            breaches.add(new Breach("key", Map.of(breach.value(), value)));
        }
        for (Breach breach : breaches(map.value())) {
            breaches.add(new Breach("value", Map.of("k", breach.value())));
        }
        breaches.add(new Breach("value", Map.of("k", Trees.Null.NULL)));
    }

    private static String text(ModelShape.Text text, long length) {
        String pattern = text.pattern();
        return pattern == null
                ? "a".repeat((int) length)
                : PatternSample.ofLength(pattern, (int) length);
    }

    private static List<Object> items(ModelShape.Many many, long count) {
        List<Object> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            items.add(good(many.element()));
        }
        return items;
    }

    private static Map<String, Object> entries(ModelShape.Dictionary map, long count) {
        Map<String, Object> entries = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            entries.put("k" + i, good(map.value()));
        }
        return entries;
    }

    private static long low(Bounds bounds) {
        return bounds.hasMin() ? bounds.min() : 0;
    }
}
