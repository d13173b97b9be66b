package io.millrace.table.expression;

import io.millrace.table.value.AttributeValue;
import java.util.List;

/// Refuses operands that an action or a function of an update cannot have, as far as the expression
/// itself shows it.
final class UpdateChecks {
    private final Tokens tokens;

    UpdateChecks(Tokens tokens) {
        this.tokens = tokens;
    }

    AttributeValue added(AttributeValue value) {
        return switch (value) {
            case AttributeValue.Numeral _,
                    AttributeValue.TextSet _,
                    AttributeValue.NumeralSet _,
                    AttributeValue.BinarySet _ ->
                    value;
            case AttributeValue other -> throw wrongAction("ADD", other);
        };
    }

    AttributeValue deleted(AttributeValue value) {
        return switch (value) {
            case AttributeValue.TextSet _,
                    AttributeValue.NumeralSet _,
                    AttributeValue.BinarySet _ ->
                    value;
            case AttributeValue other -> throw wrongAction("DELETE", other);
        };
    }

    void calculated(String sign, Operand operand) {
        if (operand instanceof Operand.ListAppend) {
            throw wrongType(sign, "L");
        }
        if (operand instanceof Operand.Literal literal
                && !(literal.value() instanceof AttributeValue.Numeral)) {
            throw wrongType(sign, literal.value().type());
        }
    }

    Operand function(String name, List<Operand> arguments) {
        return switch (name) {
            case "if_not_exists" -> {
                requireTwo(name, arguments);
                if (!(arguments.getFirst() instanceof Operand.Stored stored)) {
                    throw tokens.refusal(
                            "Operator or function requires a document path; operator or function: "
                                    + name);
                }
                refuseList(arguments.getLast());
                yield new Operand.IfNotExists(stored.path(), arguments.getLast());
            }
            case "list_append" -> {
                requireTwo(name, arguments);
                arguments.forEach(this::appended);
                yield new Operand.ListAppend(arguments.getFirst(), arguments.getLast());
            }
            case "attribute_exists",
                    "attribute_not_exists",
                    "attribute_type",
                    "begins_with",
                    "contains",
                    "size" ->
                    throw tokens.refusal(
                            "The function is not allowed in an update expression; function: "
                                    + name);
            default -> throw tokens.refusal("Invalid function name; function: " + name);
        };
    }

    private void appended(Operand operand) {
        refuseList(operand);
        if (operand instanceof Operand.Literal literal
                && !(literal.value() instanceof AttributeValue.Sequence)) {
            throw wrongType("list_append", literal.value().type());
        }
    }

    private void refuseList(Operand operand) {
        if (operand instanceof Operand.ListAppend) {
            throw tokens.refusal(
                    "The function is not allowed to be used this way in an expression; function:"
                            + " list_append");
        }
    }

    private void requireTwo(String function, List<Operand> arguments) {
        if (arguments.size() != 2) {
            throw tokens.refusal(
                    "Incorrect number of operands for operator or function; operator or function: "
                            + function
                            + ", number of operands: "
                            + arguments.size());
        }
    }

    private ExpressionException wrongType(String operator, String type) {
        return tokens.refusal(
                "Incorrect operand type for operator or function; operator or function: "
                        + operator
                        + ", operand type: "
                        + type);
    }

    /// Actions spell types out, other than functions.
    private ExpressionException wrongAction(String action, AttributeValue value) {
        String type =
                switch (value) {
                    case AttributeValue.Text _ -> "STRING";
                    case AttributeValue.Numeral _ -> "NUMBER";
                    case AttributeValue.Binary _ -> "BINARY";
                    case AttributeValue.Flag _ -> "BOOLEAN";
                    case AttributeValue.Null _ -> "NULL";
                    case AttributeValue.Sequence _ -> "LIST";
                    case AttributeValue.Mapping _ -> "MAP";
                    case AttributeValue other -> other.type();
                };
        return tokens.refusal(
                "Incorrect operand type for operator or function; operator: "
                        + action
                        + ", operand type: "
                        + type);
    }
}
