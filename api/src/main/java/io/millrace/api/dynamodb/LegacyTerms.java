package io.millrace.api.dynamodb;

import io.millrace.table.expression.Condition;
import io.millrace.table.expression.Legacy;
import io.millrace.table.expression.Projection;
import io.millrace.table.expression.Update;
import io.millrace.table.value.AttributeValue;
import io.millrace.wire.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads what calls had before there were expressions.
final class LegacyTerms {
    private static final String OPERATOR = "ConditionalOperator";
    private static final String ATTRIBUTES = "AttributesToGet";

    private LegacyTerms() {}

    /// What `Expected` expects; null for nothing.
    static @Nullable Condition expected(Values input) {
        Map<String, Values> given = input.structuresByName("Expected");
        requireFor(input, given);
        Map<String, Legacy.Expectation> expected = new LinkedHashMap<>();
        given.forEach((name, each) ->
                expected.put(
                        name,
                        new Legacy.Expectation(
                                each.has("Exists") ? each.flag("Exists") : null,
                                Given.value(each, "Value"),
                                each.textOrNull("ComparisonOperator"),
                                valueList(each))));
        return Legacy.expected(expected, input.textOrNull(OPERATOR));
    }

    /// What `QueryFilter` or `ScanFilter` lets through; null for everything.
    static @Nullable Condition filter(Values input, String member) {
        Map<String, Values> given = input.structuresByName(member);
        requireFor(input, given);
        return Legacy.filter(criteria(given), input.textOrNull(OPERATOR));
    }

    /// The entries of `KeyConditions` and of filters.
    static Map<String, Legacy.Criterion> criteria(Map<String, Values> given) {
        Map<String, Legacy.Criterion> criteria = new LinkedHashMap<>();
        given.forEach((name, each) ->
                criteria.put(
                        name,
                        new Legacy.Criterion(each.text("ComparisonOperator"), valueList(each))));
        return criteria;
    }

    /// What `AttributeUpdates` does; null when absent.
    static @Nullable Update updates(Values input) {
        if (!input.has("AttributeUpdates")) {
            return null;
        }
        Map<String, Legacy.Change> changes = new LinkedHashMap<>();
        input.structuresByName("AttributeUpdates")
                .forEach((name, each) ->
                        changes.put(
                                name,
                                new Legacy.Change(
                                        each.textOrNull("Action"), Given.value(each, "Value"))));
        return Legacy.attributeUpdates(changes);
    }

    /// What `AttributesToGet` shows; null when absent.
    static @Nullable Projection projection(Values input) {
        return input.has(ATTRIBUTES) ? Legacy.attributesToGet(input.texts(ATTRIBUTES)) : null;
    }

    private static void requireFor(Values input, Map<String, Values> conditions) {
        if (input.has(OPERATOR) && conditions.isEmpty()) {
            throw Refusal.invalid("ConditionalOperator cannot be used without Filter or Expected");
        }
    }

    private static @Nullable List<AttributeValue> valueList(Values holder) {
        return holder.has("AttributeValueList") ? Given.values(holder, "AttributeValueList") : null;
    }
}
