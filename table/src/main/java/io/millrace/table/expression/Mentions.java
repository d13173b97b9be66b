package io.millrace.table.expression;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Collects the attributes that a condition looks at.
final class Mentions {
    private final Set<String> attributes = new LinkedHashSet<>();

    static Set<String> of(Condition condition) {
        Mentions mentions = new Mentions();
        mentions.add(condition);
        return mentions.attributes;
    }

    private void add(Condition condition) {
        switch (condition) {
            case Condition.Compare c -> add(List.of(c.left(), c.right()));
            case Condition.Between c -> add(List.of(c.value(), c.low(), c.high()));
            case Condition.In c -> {
                add(c.value());
                add(c.list());
            }
            case Condition.And c -> c.all().forEach(this::add);
            case Condition.Or c -> c.any().forEach(this::add);
            case Condition.Not c -> add(c.other());
            case Condition.Exists c -> add(c.path());
            case Condition.NotExists c -> add(c.path());
            case Condition.OfType c -> add(c.value());
            case Condition.BeginsWith c -> add(List.of(c.value(), c.prefix()));
            case Condition.Contains c -> add(List.of(c.value(), c.part()));
        }
    }

    private void add(List<Operand> operands) {
        operands.forEach(this::add);
    }

    private void add(Operand operand) {
        switch (operand) {
            case Operand.Literal _ -> {}
            case Operand.Stored o -> add(o.path());
            case Operand.Size o -> add(o.of());
            case Operand.IfNotExists o -> {
                add(o.path());
                add(o.otherwise());
            }
            case Operand.ListAppend o -> add(List.of(o.first(), o.second()));
            case Operand.Plus o -> add(List.of(o.left(), o.right()));
            case Operand.Minus o -> add(List.of(o.left(), o.right()));
        }
    }

    private void add(Path path) {
        attributes.add(path.attribute());
    }
}
