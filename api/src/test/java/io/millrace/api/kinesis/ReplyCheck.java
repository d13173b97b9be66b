package io.millrace.api.kinesis;

import io.millrace.testkit.model.Bounds;
import io.millrace.testkit.model.ModelMember;
import io.millrace.testkit.model.ModelOperation;
import io.millrace.testkit.model.ModelShape;
import io.millrace.wire.Format;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Holds replies to the model: every member modelled, of the modelled type as its format writes it,
/// within its constraints, and none of the required ones missing. Remembers which members it saw.
final class ReplyCheck {
    private static final int MIN_INT = Integer.MIN_VALUE;
    private static final int MAX_INT = Integer.MAX_VALUE;

    private final Format format;
    private final Set<String> seen;
    private final List<String> faults = new ArrayList<>();

    private ReplyCheck(Format format, Set<String> seen) {
        this.format = format;
        this.seen = seen;
    }

    /// What is wrong with a reply.
    ///
    /// @param seen gets the places of its members, such as `GetRecords Records.Data`
    static List<String> of(
            ModelOperation operation, Format format, TreeCaller.Outcome reply, Set<String> seen) {
        ReplyCheck check = new ReplyCheck(format, seen);
        if (reply.status() != 200) {
            return List.of("status " + reply.status());
        }
        if (reply.empty() != operation.output().isEmpty()) {
            return List.of(reply.empty() ? "an empty body" : "a body where none is modelled");
        }
        check.structure(operation.name() + " ", operation.output(), reply.tree());
        return check.faults;
    }

    /// What is wrong with a refusal: it must be an error that the model has for the operation.
    static List<String> ofError(ModelOperation operation, TreeCaller.Outcome reply) {
        boolean modelled = operation.errors().contains(reply.type());
        boolean whole = reply.tree().keySet().equals(Set.of("__type", "message"));
        return reply.status() == 400 && modelled && whole
                ? List.of()
                : List.of("is no refusal as modelled: " + reply);
    }

    private void structure(String place, List<ModelMember> members, Map<?, ?> tree) {
        for (ModelMember member : members) {
            String name = place + member.name();
            Object value = tree.get(member.name());
            if (value == null) {
                require(!member.required(), name, "is missing");
            } else {
                seen.add(name);
                require(!member.never(), name, "must never be sent");
                value(name, member.shape(), value);
            }
        }
        for (Object name : tree.keySet()) {
            require(
                    members.stream().anyMatch(member -> member.name().equals(name)),
                    place + name,
                    "is not modelled");
        }
    }

    private void value(String name, ModelShape shape, Object value) {
        switch (shape) {
            case ModelShape.Text text -> {
                String given = text(name, value);
                bounds(name, text.length(), given.length());
                String pattern = text.pattern();
                require(
                        pattern == null || given.matches(pattern),
                        name,
                        "does not match: " + given);
            }
            case ModelShape.Choice choice ->
                    require(choice.values().contains(text(name, value)), name, "is " + value);
            case ModelShape.Whole whole -> {
                if (require(value instanceof Long, name, "is no whole number: " + value)) {
                    long number = (Long) value;
                    bounds(name, whole.range(), number);
                    boolean fits = number >= MIN_INT && number <= MAX_INT;
                    require(whole.isLong() || fits, name, "does not fit: " + number);
                }
            }
            case ModelShape.Flag _ -> require(value instanceof Boolean, name, "is no flag");
            case ModelShape.Moment _ -> moment(name, value);
            case ModelShape.Blob blob -> bounds(name, blob.length(), blob(name, value));
            case ModelShape.Many many -> {
                if (require(value instanceof List, name, "is no list")) {
                    List<?> items = (List<?>) value;
                    bounds(name, many.length(), items.size());
                    items.forEach(item -> value(name + "[]", many.element(), item));
                }
            }
            case ModelShape.Dictionary _ -> faults.add(name + " is a map: none is sent");
            case ModelShape.Structure structure -> {
                if (require(value instanceof Map, name, "is no structure")) {
                    structure(name + ".", structure.members(), (Map<?, ?>) value);
                }
            }
            case ModelShape.Events events -> events(name, events, value);
        }
    }

    /// The initial response, and then events of which each is one of the members.
    private void events(String name, ModelShape.Events shape, Object value) {
        if (require(value instanceof List<?> list && !list.isEmpty(), name, "has no events")) {
            List<?> sent = (List<?>) value;
            require(
                    sent.getFirst().equals(Map.of("initial-response", Map.of())),
                    name,
                    "does not begin with the initial response");
            sent.stream()
                    .skip(1)
                    .forEach(event -> structure(name + ".", shape.members(), (Map<?, ?>) event));
        }
    }

    private String text(String name, Object value) {
        return require(value instanceof String, name, "is no text") ? (String) value : "";
    }

    /// JSON has seconds with milliseconds behind the point, CBOR tag 1 and whole milliseconds.
    private void moment(String name, Object value) {
        boolean right =
                switch (format) {
                    case JSON -> value instanceof BigDecimal || value instanceof Long;
                    case CBOR -> value instanceof Trees.Moment;
                };
        require(right, name, "is no moment: " + value);
    }

    private int blob(String name, Object value) {
        if (format == Format.CBOR) {
            return require(value instanceof byte[], name, "is no bytes")
                    ? ((byte[]) value).length
                    : 0;
        }
        return Base64.getDecoder().decode(text(name, value)).length;
    }

    private void bounds(String name, Bounds bounds, long actual) {
        require(bounds.hold(actual), name, "has " + actual + ", not " + bounds);
    }

    private boolean require(boolean holds, String name, String fault) {
        if (!holds) {
            faults.add(name + " " + fault);
        }
        return holds;
    }
}
