package io.millrace.api.dynamodb;

import io.millrace.table.expression.Condition;
import io.millrace.table.expression.ExpressionParser;
import io.millrace.table.expression.KeyCondition;
import io.millrace.table.expression.Placeholders;
import io.millrace.table.expression.Projection;
import io.millrace.table.expression.Update;
import io.millrace.table.value.AttributeValue;
import io.millrace.table.value.Item;
import io.millrace.wire.Values;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// Reads the expressions of one call, or of one part of it, with the placeholders they share. Each
/// is null when absent; {@link #finish} follows the last one. For one thread.
final class Expressions {
    private static final String NAMES = "ExpressionAttributeNames";
    private static final String VALUES = "ExpressionAttributeValues";

    private final Values holder;
    private final Placeholders placeholders;

    private Expressions(Values holder, Placeholders placeholders) {
        this.holder = holder;
        this.placeholders = placeholders;
    }

    /// Of a holder of `ExpressionAttributeNames` and `ExpressionAttributeValues`.
    static Expressions of(Values holder) {
        return new Expressions(holder, new Placeholders(names(holder), values(holder)));
    }

    /// Of a holder of `ExpressionAttributeNames` alone.
    static Expressions withNames(Values holder) {
        return new Expressions(holder, new Placeholders(names(holder), null));
    }

    private static @Nullable Map<String, String> names(Values holder) {
        return holder.has(NAMES) ? holder.dictionary(NAMES) : null;
    }

    private static @Nullable Map<String, AttributeValue> values(Values holder) {
        Object given = holder.custom(VALUES);
        if (given instanceof Flaw flaw) {
            throw Refusal.validation(
                    VALUES + " contains invalid value: " + flaw.text() + " for key " + flaw.name());
        }
        return given == null ? null : ((Item) given).attributes();
    }

    @Nullable Update update() {
        return parse("UpdateExpression", ExpressionParser::update);
    }

    @Nullable Condition condition() {
        return parse("ConditionExpression", ExpressionParser::condition);
    }

    @Nullable KeyCondition keyCondition() {
        return parse("KeyConditionExpression", ExpressionParser::keyCondition);
    }

    @Nullable Condition filter() {
        return parse("FilterExpression", ExpressionParser::filter);
    }

    @Nullable Projection projection() {
        return parse("ProjectionExpression", ExpressionParser::projection);
    }

    /// @throws io.millrace.table.expression.ExpressionException if a placeholder stands in none
    void finish() {
        placeholders.requireAllUsed();
    }

    private <T> @Nullable T parse(String member, BiFunction<String, Placeholders, T> parser) {
        String expression = holder.textOrNull(member);
        return expression == null ? null : parser.apply(expression, placeholders);
    }
}
