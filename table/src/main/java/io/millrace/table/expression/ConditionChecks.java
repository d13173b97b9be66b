package io.millrace.table.expression;

import io.millrace.table.value.AttributeValue;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Refuses operands that an operator or a function of a condition cannot have, as far as the
/// expression itself shows it; what an item holds never leads to a refusal.
final class ConditionChecks {
    private static final Set<String> TYPES =
            Set.of("S", "N", "B", "SS", "NS", "BS", "L", "M", "BOOL", "NULL");
    private static final Set<String> SIZELESS = Set.of("N", "BOOL", "NULL");
    private static final Set<String> WITH_PREFIXES = Set.of("S", "B");

    private final Tokens tokens;

    ConditionChecks(Tokens tokens) {
        this.tokens = tokens;
    }

    void compared(String sign, Comparison comparison, Operand left, Operand right) {
        requireDistinct(sign, left, right);
        switch (comparison) {
            case EQ, NE -> {}
            case LT, LE, GT, GE -> {
                requireOrdered(sign, left);
                requireOrdered(sign, right);
            }
        }
    }

    void between(Operand value, Operand low, Operand high) {
        requireOrdered("BETWEEN", value);
        requireOrdered("BETWEEN", low);
        requireOrdered("BETWEEN", high);
        if (low instanceof Operand.Literal from && high instanceof Operand.Literal to) {
            if (!from.value().type().equals(to.value().type())) {
                throw bounds("same data type for lower and upper bounds", from, to);
            }
            if (Comparing.holds(Comparison.GT, from.value(), to.value())) {
                throw bounds("upper bound to be greater than or equal to lower bound", from, to);
            }
        }
    }

    Operand size(List<Operand> arguments) {
        requireCount("size", 1, arguments);
        String type = typeOf(arguments.getFirst());
        if (type != null && SIZELESS.contains(type)) {
            throw wrongType("size", type);
        }
        return new Operand.Size(arguments.getFirst());
    }

    Condition function(String name, List<Operand> arguments) {
        return switch (name) {
            case "attribute_exists" -> new Condition.Exists(path(name, arguments));
            case "attribute_not_exists" -> new Condition.NotExists(path(name, arguments));
            case "attribute_type" -> {
                requireCount(name, 2, arguments);
                yield new Condition.OfType(
                        arguments.getFirst(), attributeType(arguments.getLast()));
            }
            case "begins_with" -> {
                requireTwo(name, arguments);
                arguments.forEach(this::requirePrefixable);
                yield new Condition.BeginsWith(arguments.getFirst(), arguments.getLast());
            }
            case "contains" -> {
                requireTwo(name, arguments);
                yield new Condition.Contains(arguments.getFirst(), arguments.getLast());
            }
            case "if_not_exists", "list_append" ->
                    throw tokens.refusal(
                            "The function is not allowed in a condition expression; function: "
                                    + name);
            default -> throw tokens.refusal("Invalid function name; function: " + name);
        };
    }

    private Path path(String function, List<Operand> arguments) {
        requireCount(function, 1, arguments);
        if (arguments.getFirst() instanceof Operand.Stored stored) {
            return stored.path();
        }
        throw tokens.refusal(
                "Operator or function requires a document path; operator or function: " + function);
    }

    private String attributeType(Operand operand) {
        if (!(operand instanceof Operand.Literal literal)
                || !(literal.value() instanceof AttributeValue.Text name)) {
            String type = typeOf(operand);
            throw wrongType(
                    "attribute_type", type == null ? "{NS,SS,L,BS,N,M,B,BOOL,NULL,S}" : type);
        }
        if (!TYPES.contains(name.value())) {
            throw tokens.refusal(
                    "Invalid attribute type name found; type: "
                            + name.value()
                            + ", valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}");
        }
        return name.value();
    }

    private void requireTwo(String function, List<Operand> arguments) {
        requireCount(function, 2, arguments);
        requireDistinct(function, arguments.getFirst(), arguments.getLast());
    }

    private void requireCount(String function, int count, List<Operand> arguments) {
        if (arguments.size() != count) {
            throw tokens.refusal(
                    "Incorrect number of operands for operator or function; operator or function: "
                            + function
                            + ", number of operands: "
                            + arguments.size());
        }
    }

    private void requireDistinct(String operator, Operand first, Operand second) {
        if (first instanceof Operand.Stored stored && first.equals(second)) {
            throw tokens.refusal(
                    "The first operand must be distinct from the remaining operands for this"
                            + " operator or function; operator: "
                            + operator
                            + ", first operand: "
                            + stored.path());
        }
    }

    private void requireOrdered(String operator, Operand operand) {
        String type = typeOf(operand);
        if (type != null && !Comparing.isOrdered(type)) {
            throw wrongType(operator, type);
        }
    }

    private void requirePrefixable(Operand operand) {
        String type = typeOf(operand);
        if (type != null && !WITH_PREFIXES.contains(type)) {
            throw wrongType("begins_with", type);
        }
    }

    /// The type an operand has whatever the item; null if it depends on it.
    private static @Nullable String typeOf(Operand operand) {
        return switch (operand) {
            case Operand.Literal literal -> literal.value().type();
            case Operand.Size _, Operand.Plus _, Operand.Minus _ -> "N";
            case Operand.ListAppend _ -> "L";
            case Operand.Stored _, Operand.IfNotExists _ -> null;
        };
    }

    private ExpressionException wrongType(String operator, String type) {
        return tokens.refusal(
                "Incorrect operand type for operator or function; operator or function: "
                        + operator
                        + ", operand type: "
                        + type);
    }

    private ExpressionException bounds(String what, Operand.Literal low, Operand.Literal high) {
        return tokens.refusal(
                "The BETWEEN operator requires "
                        + what
                        + "; lower bound operand: AttributeValue: "
                        + shown(low.value())
                        + ", upper bound operand: AttributeValue: "
                        + shown(high.value()));
    }

    private static String shown(AttributeValue value) {
        String text =
                switch (value) {
                    case AttributeValue.Text t -> t.value();
                    case AttributeValue.Numeral n -> n.value().text();
                    case AttributeValue.Binary b -> b.value().toString();
                    case AttributeValue other -> other.type();
                };
        return "{" + value.type() + ":" + text + "}";
    }
}
