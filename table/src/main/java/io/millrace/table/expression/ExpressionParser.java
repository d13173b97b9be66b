package io.millrace.table.expression;

/// Reads the expressions of a request. Every method throws {@link ExpressionException} with
/// DynamoDB's text if it is none.
public final class ExpressionParser {
    private ExpressionParser() {}

    /// A ConditionExpression.
    public static Condition condition(String expression, Placeholders placeholders) {
        throw new UnsupportedOperationException();
    }

    /// A FilterExpression.
    public static Condition filter(String expression, Placeholders placeholders) {
        throw new UnsupportedOperationException();
    }

    /// A KeyConditionExpression.
    public static KeyCondition keyCondition(String expression, Placeholders placeholders) {
        throw new UnsupportedOperationException();
    }

    /// A ProjectionExpression.
    public static Projection projection(String expression, Placeholders placeholders) {
        throw new UnsupportedOperationException();
    }

    /// An UpdateExpression.
    public static Update update(String expression, Placeholders placeholders) {
        throw new UnsupportedOperationException();
    }
}
