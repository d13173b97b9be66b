package io.millrace.api.kinesis;

import io.millrace.api.kinesis.TreeCaller.Outcome;
import io.millrace.testkit.model.ModelMember;
import io.millrace.testkit.model.ModelOperation;
import io.millrace.testkit.model.ModelShape;
import io.millrace.testkit.model.ServiceModel;
import io.millrace.wire.Format;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// Calls that succeed one after another on a fresh server, as `stories.txt` has them.
///
/// @param name what it is about
/// @param lines each a call, or a deed with `!` in front
record Story(String name, List<String> lines) {
    private static final String FILE = "/stories.txt";

    /// At the end of a call that is to be refused.
    private static final String REFUSED = " ?";

    /// What to do with each call of a story.
    interface Listener {
        /// A call was answered.
        ///
        /// @param format it was called in
        /// @param refused whether it was to be refused
        void answered(ModelOperation operation, Format format, boolean refused, Outcome outcome);
    }

    /// All stories.
    static List<Story> all() {
        List<Story> stories = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        String name = "";
        for (String line : text().lines().filter(line -> !line.startsWith("//")).toList()) {
            if (line.startsWith("# ")) {
                name = line.substring(2);
                lines = new ArrayList<>();
                stories.add(new Story(name, lines));
            } else if (!line.isBlank()) {
                lines.add(line);
            }
        }
        return stories;
    }

    private static String text() {
        try (InputStream file = Story.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is not there");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Names of the operations it calls.
    List<String> operations() {
        return operations(_ -> true);
    }

    /// Names of the operations it calls with success.
    List<String> answered() {
        return operations(line -> !line.endsWith(REFUSED));
    }

    private List<String> operations(Predicate<String> which) {
        return lines.stream()
                .filter(line -> !line.startsWith("!"))
                .filter(which)
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList();
    }

    /// Tells it.
    ///
    /// @param change what to make of each request before it is sent
    void tell(ServiceModel model, Format format, UnaryOperator<Request> change, Listener listener) {
        Kinesis kinesis = new Kinesis();
        TreeCaller caller = new TreeCaller(kinesis.endpoint);
        Map<String, String> known = new HashMap<>();
        for (String line : lines) {
            if (line.startsWith("!")) {
                deed(kinesis, line.substring(1));
                continue;
            }
            boolean refused = line.endsWith(REFUSED);
            String[] parts = line.replace(REFUSED, "").split(" > ", 2);
            int space = parts[0].indexOf(' ');
            String body = parts[0].substring(space + 1);
            for (Map.Entry<String, String> entry : known.entrySet()) {
                body = body.replace("$" + entry.getKey() + "'", entry.getValue() + "'");
            }
            ModelOperation operation = model.operation(parts[0].substring(0, space));
            Map<String, Object> tree = typed(operation.input(), Trees.structure(body));
            Request request = change.apply(new Request(operation.input(), tree));
            Format spoken = spoken(operation, format);
            Outcome outcome = caller.call(spoken, operation.name(), request.tree());
            listener.answered(operation, spoken, refused, outcome);
            if (parts.length > 1) {
                for (String member : parts[1].split(" ", -1)) {
                    known.put(member, find(outcome.tree(), member));
                }
            }
        }
    }

    /// Clients that speak CBOR ask for events in JSON.
    private static Format spoken(ModelOperation operation, Format format) {
        return operation.name().equals(SubscribeToShard.NAME) ? Format.JSON : format;
    }

    /// A request of a story.
    record Request(List<ModelMember> members, Map<String, Object> tree) {}

    private static void deed(Kinesis kinesis, String deed) {
        String[] words = deed.split(" ", -1);
        switch (words[0]) {
            case "advance" -> kinesis.clock.advance(Duration.ofSeconds(Long.parseLong(words[1])));
            case "full" -> kinesis.log.full(true);
            default -> throw new IllegalArgumentException(deed);
        }
    }

    /// The first text with a name, at any depth; of a list, in its first item.
    private static String find(Object tree, String name) {
        if (tree instanceof Map<?, ?> map) {
            if (map.get(name) instanceof String text) {
                return text;
            }
            for (Object value : map.values()) {
                String found = find(value, name);
                if (!found.isEmpty()) {
                    return found;
                }
            }
        }
        return tree instanceof List<?> list && !list.isEmpty() ? find(list.getFirst(), name) : "";
    }

    /// A tree read from JSON with bytes and moments where the model has them.
    static Map<String, Object> typed(List<ModelMember> members, Map<String, Object> tree) {
        Map<String, Object> typed = new LinkedHashMap<>(tree);
        for (ModelMember member : members) {
            typed.computeIfPresent(member.name(), (_, value) -> typed(member.shape(), value));
        }
        return typed;
    }

    private static Object typed(ModelShape shape, Object value) {
        return switch (shape) {
            case ModelShape.Blob _ when value instanceof String text ->
                    Base64.getDecoder().decode(text);
            case ModelShape.Moment _ when value instanceof Long seconds ->
                    new Trees.Moment(seconds * 1000);
            case ModelShape.Moment _ when value instanceof BigDecimal seconds ->
                    new Trees.Moment(seconds.movePointRight(3).longValueExact());
            case ModelShape.Structure structure when value instanceof Map ->
                    typed(structure.members(), Trees.asStructure(value));
            case ModelShape.Many many when value instanceof List<?> items -> {
                List<Object> list = new ArrayList<>();
                items.forEach(item -> list.add(typed(many.element(), item)));
                yield list;
            }
            case ModelShape.Text _,
                    ModelShape.Choice _,
                    ModelShape.Whole _,
                    ModelShape.Flag _,
                    ModelShape.Moment _,
                    ModelShape.Blob _,
                    ModelShape.Many _,
                    ModelShape.Dictionary _,
                    ModelShape.Structure _,
                    ModelShape.Events _ ->
                    value;
        };
    }
}
