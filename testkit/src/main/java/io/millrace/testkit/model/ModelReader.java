package io.millrace.testkit.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the model file, whose head says how it is written. A shape stands above what uses it.
final class ModelReader {
    private static final String OVERRIDE = " ! ";
    private static final Pattern BOUNDS = Pattern.compile("(-?\\d*)\\.\\.(\\d*)");
    private static final Pattern RULE = Pattern.compile(" /(.*)/$");

    private final String text;
    private final Map<String, ModelShape> shapes = new LinkedHashMap<>();
    private final SortedMap<String, ModelOperation> operations = new TreeMap<>();
    private final Map<String, String> overrides = new LinkedHashMap<>();

    /// What is being read: a structure, events or an operation, with its members so far.
    private String kind = "";

    private String owner = "";
    private List<ModelMember> members = new ArrayList<>();
    private List<ModelMember> output = new ArrayList<>();
    private List<String> errors = List.of();

    ModelReader(String text) {
        this.text = text;
    }

    ServiceModel read() {
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            try {
                if (!line.isBlank() && !line.startsWith("#")) {
                    line(line);
                }
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("line " + number + ": " + line, e);
            }
        }
        finish();
        return new ServiceModel(operations, shapes, overrides);
    }

    private void line(String line) {
        int mark = line.indexOf(OVERRIDE);
        String facts = mark < 0 ? line : line.substring(0, mark);
        String reason = mark < 0 ? null : line.substring(mark + OVERRIDE.length());
        if (facts.startsWith("  ")) {
            inside(facts.strip(), reason);
            return;
        }
        finish();
        String[] words = facts.split(" ", -1);
        kind = words[0];
        owner = words[1];
        if (reason != null) {
            overrides.put(owner, reason);
        }
        ModelShape simple = simple(facts, words);
        if (simple != null) {
            shapes.put(owner, simple);
            kind = "";
        }
    }

    private @Nullable ModelShape simple(String facts, String[] words) {
        return switch (kind) {
            case "text" -> new ModelShape.Text(owner, bounds(facts), rule(facts));
            case "enum" -> new ModelShape.Choice(owner, List.of(words).subList(2, words.length));
            case "integer", "long" ->
                    new ModelShape.Whole(owner, kind.equals("long"), bounds(facts));
            case "flag" -> new ModelShape.Flag(owner);
            case "moment" -> new ModelShape.Moment(owner);
            case "blob" -> new ModelShape.Blob(owner, bounds(facts));
            case "list" -> new ModelShape.Many(owner, shape(words[2]), bounds(facts));
            case "map" ->
                    new ModelShape.Dictionary(
                            owner,
                            (ModelShape.Text) shape(words[2]),
                            (ModelShape.Text) shape(words[3]),
                            bounds(facts));
            case "error", "structure", "events", "operation" -> null;
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private void inside(String facts, @Nullable String reason) {
        if (!kind.equals("operation")) {
            members.add(member(facts, owner, reason));
        } else if (facts.startsWith("in ")) {
            members.add(member(facts.substring(3), owner + " in", reason));
        } else if (facts.startsWith("out ")) {
            output.add(member(facts.substring(4), owner + " out", reason));
        } else if (facts.startsWith("errors ")) {
            errors = List.of(facts.substring(7).split(" ", -1));
        } else {
            throw new IllegalArgumentException(facts);
        }
    }

    /// `Name[*] [Shape] [from N | never | optional]`.
    private ModelMember member(String facts, String place, @Nullable String reason) {
        String[] words = facts.split(" ", -1);
        boolean required = words[0].endsWith("*");
        String name = required ? words[0].substring(0, words[0].length() - 1) : words[0];
        boolean named = words.length > 1 && Character.isUpperCase(words[1].charAt(0));
        ModelShape shape = shape(named ? words[1] : name);
        String way = words.length > (named ? 2 : 1) ? words[named ? 2 : 1] : "";
        if (way.equals("from")) {
            shape = from(shape, Long.parseLong(words[words.length - 1]));
        }
        if (reason != null) {
            overrides.put(place + " " + name, reason);
        }
        return new ModelMember(name, shape, required, way.equals("never"), reason);
    }

    private static ModelShape from(ModelShape shape, long min) {
        return switch (shape) {
            case ModelShape.Whole(String name, boolean isLong, Bounds range) ->
                    new ModelShape.Whole(name, isLong, range.from(min));
            case ModelShape.Many(String name, ModelShape element, Bounds length) ->
                    new ModelShape.Many(name, element, length.from(min));
            case ModelShape.Text _,
                    ModelShape.Choice _,
                    ModelShape.Flag _,
                    ModelShape.Moment _,
                    ModelShape.Blob _,
                    ModelShape.Dictionary _,
                    ModelShape.Structure _,
                    ModelShape.Events _ ->
                    throw new IllegalArgumentException("no lower bound: " + shape.name());
        };
    }

    private void finish() {
        switch (kind) {
            case "structure" -> shapes.put(owner, new ModelShape.Structure(owner, members));
            case "events" -> shapes.put(owner, new ModelShape.Events(owner, members));
            case "operation" ->
                    operations.put(owner, new ModelOperation(owner, members, output, errors));
            default -> {}
        }
        kind = "";
        members = new ArrayList<>();
        output = new ArrayList<>();
        errors = List.of();
    }

    private ModelShape shape(String name) {
        ModelShape shape = shapes.get(name);
        if (shape == null) {
            throw new IllegalArgumentException("no shape " + name);
        }
        return shape;
    }

    private static Bounds bounds(String facts) {
        String beforeRule = RULE.matcher(facts).replaceFirst("");
        Matcher matcher = BOUNDS.matcher(beforeRule);
        if (!matcher.find()) {
            return Bounds.NONE;
        }
        String min = matcher.group(1);
        String max = matcher.group(2);
        return new Bounds(
                min.isEmpty() ? Long.MIN_VALUE : Long.parseLong(min),
                max.isEmpty() ? Long.MAX_VALUE : Long.parseLong(max));
    }

    private static @Nullable String rule(String facts) {
        Matcher matcher = RULE.matcher(facts);
        return matcher.find() ? matcher.group(1) : null;
    }
}
