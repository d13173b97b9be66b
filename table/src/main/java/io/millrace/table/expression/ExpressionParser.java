package io.millrace.table.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Reads the expressions of a request. Every method throws {@link ExpressionException} with
/// DynamoDB's text if it is none; of several mistakes, it tells the first in reading order.
public final class ExpressionParser {
    private ExpressionParser() {}

    /// A ConditionExpression.
    public static Condition condition(String expression, Placeholders placeholders) {
        return condition("ConditionExpression", expression, placeholders);
    }

    /// A FilterExpression.
    public static Condition filter(String expression, Placeholders placeholders) {
        return condition("FilterExpression", expression, placeholders);
    }

    /// A KeyConditionExpression.
    public static KeyCondition keyCondition(String expression, Placeholders placeholders) {
        return new KeyConditionReader()
                .read(condition("KeyConditionExpression", expression, placeholders));
    }

    /// A ProjectionExpression.
    public static Projection projection(String expression, Placeholders placeholders) {
        Tokens tokens = new Tokens("ProjectionExpression", expression);
        PathReader reader = new PathReader(tokens, placeholders, Set.of());
        List<Path> paths = new ArrayList<>();
        do {
            paths.add(reader.path());
        } while (tokens.accept(","));
        tokens.expectEnd();
        Overlaps.refuse(tokens, paths);
        return new Projection(paths);
    }

    /// An UpdateExpression.
    public static Update update(String expression, Placeholders placeholders) {
        return new UpdateParser(new Tokens("UpdateExpression", expression), placeholders).parse();
    }

    private static Condition condition(
            String parameter, String expression, Placeholders placeholders) {
        return new ConditionParser(new Tokens(parameter, expression), placeholders).parse();
    }
}
