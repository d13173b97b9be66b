package io.millrace.table.expression;

import io.millrace.table.value.AttributeValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads what requests had before there were expressions. Every method throws {@link
/// ExpressionException} with DynamoDB's text if it does not hold together.
///
/// Names of operators and actions are known ones: that they are is checked with the shape of a
/// request.
public final class Legacy {
    private Legacy() {}

    /// One entry of Expected; members are null where the request lacks them.
    public record Expectation(
            @Nullable Boolean exists,
            @Nullable AttributeValue value,
            @Nullable String comparisonOperator,
            @Nullable List<AttributeValue> attributeValueList) {}

    /// One entry of KeyConditions, QueryFilter or ScanFilter.
    ///
    /// @param attributeValueList null where the request lacks it
    public record Criterion(
            String comparisonOperator, @Nullable List<AttributeValue> attributeValueList) {}

    /// One entry of AttributeUpdates.
    ///
    /// @param action PUT, ADD, DELETE; null for PUT
    public record Change(@Nullable String action, @Nullable AttributeValue value) {}

    /// Expected.
    ///
    /// @param conditionalOperator AND, OR; null for AND
    /// @return null if nothing is expected
    public static @Nullable Condition expected(
            Map<String, Expectation> expected, @Nullable String conditionalOperator) {
        List<Condition> conditions = new ArrayList<>();
        expected.forEach((name, each) -> conditions.add(expectation(name, each)));
        return joined(conditions, conditionalOperator);
    }

    /// QueryFilter, ScanFilter.
    ///
    /// @param conditionalOperator AND, OR; null for AND
    /// @return null if nothing is filtered
    public static @Nullable Condition filter(
            Map<String, Criterion> filter, @Nullable String conditionalOperator) {
        List<Condition> conditions = new ArrayList<>();
        filter.forEach((name, each) ->
                conditions.add(
                        compared(
                                name,
                                each.comparisonOperator(),
                                orNone(each.attributeValueList()))));
        return joined(conditions, conditionalOperator);
    }

    /// KeyConditions.
    public static KeyCondition keyConditions(Map<String, Criterion> conditions) {
        List<KeyCondition.Part> parts = new ArrayList<>();
        for (Map.Entry<String, Criterion> each : conditions.entrySet()) {
            LegacyOperator operator = LegacyOperator.valueOf(each.getValue().comparisonOperator());
            List<AttributeValue> values = orNone(each.getValue().attributeValueList());
            operator.check(values);
            parts.add(new KeyCondition.Part(each.getKey(), operator.onKey(), values));
        }
        if (parts.isEmpty() || parts.size() > 2) {
            throw new ExpressionException("Conditions can be of length 1 or 2 only");
        }
        return new KeyCondition(parts);
    }

    /// AttributeUpdates.
    public static Update attributeUpdates(Map<String, Change> updates) {
        List<Update.Action> actions = new ArrayList<>();
        updates.forEach((name, change) -> actions.add(action(Path.of(name), change)));
        return new Update(actions, true);
    }

    /// AttributesToGet.
    public static Projection attributesToGet(List<String> names) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw LegacyOperator.invalid("Duplicate value in attribute name: " + name);
            }
        }
        return new Projection(names.stream().map(Path::of).toList());
    }

    private static Condition expectation(String name, Expectation each) {
        String operator = each.comparisonOperator();
        if (each.value() != null && each.attributeValueList() != null) {
            throw LegacyOperator.invalid(
                    "Value and AttributeValueList cannot be used together for Attribute: " + name);
        }
        if (operator == null) {
            return plain(name, each);
        }
        if (each.exists() != null) {
            throw LegacyOperator.invalid(
                    "Exists and ComparisonOperator cannot be used together for Attribute: " + name);
        }
        List<AttributeValue> values =
                each.value() == null ? orNone(each.attributeValueList()) : List.of(each.value());
        if (each.value() == null
                && each.attributeValueList() == null
                && !operator.equals("NULL")
                && !operator.equals("NOT_NULL")) {
            throw LegacyOperator.invalid(
                    "Value or AttributeValueList must be used with ComparisonOperator: "
                            + operator
                            + " for Attribute: "
                            + name);
        }
        return compared(name, operator, values);
    }

    /// An expectation without an operator: a value, or that there is none.
    private static Condition plain(String name, Expectation each) {
        if (each.attributeValueList() != null) {
            throw LegacyOperator.invalid(
                    "AttributeValueList can only be used with a ComparisonOperator for Attribute: "
                            + name);
        }
        AttributeValue value = each.value();
        if (Boolean.FALSE.equals(each.exists())) {
            if (value != null) {
                throw LegacyOperator.invalid(
                        "Value cannot be used when Exists is false for Attribute: " + name);
            }
            return new Condition.NotExists(Path.of(name));
        }
        if (value == null) {
            throw LegacyOperator.invalid(
                    "Value must be provided when Exists is "
                            + each.exists()
                            + " for Attribute: "
                            + name);
        }
        return LegacyOperator.EQ.on(name, List.of(value));
    }

    private static Condition compared(String name, String operator, List<AttributeValue> values) {
        LegacyOperator comparison = LegacyOperator.valueOf(operator);
        comparison.check(values);
        return comparison.on(name, values);
    }

    private static @Nullable Condition joined(
            List<Condition> conditions, @Nullable String operator) {
        if (operator != null && conditions.isEmpty()) {
            throw new ExpressionException(
                    "ConditionalOperator cannot be used without Filter or Expected");
        }
        if (operator != null && conditions.size() == 1) {
            throw new ExpressionException(
                    "ConditionalOperator can only be used when Filter or Expected has two or more"
                            + " elements");
        }
        if (conditions.size() < 2) {
            return conditions.isEmpty() ? null : conditions.getFirst();
        }
        return "OR".equals(operator) ? new Condition.Or(conditions) : new Condition.And(conditions);
    }

    private static Update.Action action(Path path, Change change) {
        AttributeValue value = change.value();
        String action = change.action() == null ? "PUT" : change.action();
        if (value == null) {
            if (!action.equals("DELETE")) {
                throw LegacyOperator.invalid(
                        "Only DELETE action is allowed when no attribute value is specified");
            }
            return new Update.Action.Remove(path);
        }
        return switch (action) {
            case "PUT" -> new Update.Action.Set(path, new Operand.Literal(value));
            case "ADD" -> new Update.Action.Add(path, addable(value));
            case "DELETE" -> new Update.Action.Delete(path, deletable(value));
            default ->
                    throw new IllegalArgumentException("no action of AttributeUpdates: " + action);
        };
    }

    private static AttributeValue addable(AttributeValue value) {
        return switch (value) {
            case AttributeValue.Numeral _,
                    AttributeValue.Sequence _,
                    AttributeValue.TextSet _,
                    AttributeValue.NumeralSet _,
                    AttributeValue.BinarySet _ ->
                    value;
            case AttributeValue other ->
                    throw LegacyOperator.invalid(
                            "ADD action is not supported for the type " + other.type());
        };
    }

    private static AttributeValue deletable(AttributeValue value) {
        return switch (value) {
            case AttributeValue.TextSet _,
                    AttributeValue.NumeralSet _,
                    AttributeValue.BinarySet _ ->
                    value;
            case AttributeValue other ->
                    throw LegacyOperator.invalid(
                            "DELETE action with value is not supported for the type "
                                    + other.type());
        };
    }

    private static List<AttributeValue> orNone(@Nullable List<AttributeValue> values) {
        return values == null ? List.of() : values;
    }
}
