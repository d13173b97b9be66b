package io.millrace.api.dynamodb;

import io.millrace.wire.Values;
import java.util.ArrayList;
import java.util.List;

/// Which members of a call belong to expressions and which to the dialect before them: a call may
/// use one of the two.
///
/// @param expressions in the order the service names them
/// @param legacy in the order the service names them
record DialectRule(List<String> expressions, List<String> legacy) {
    private static final String NAMES = "ExpressionAttributeNames";
    private static final String VALUES = "ExpressionAttributeValues";
    private static final String PROJECTION = "ProjectionExpression";
    private static final String KEY_CONDITIONS = "KeyConditions";

    /// @throws Refusal if the call mixes the dialects, or brings placeholders without an expression
    void check(Values input) {
        List<String> modern = given(input, expressions);
        List<String> old = given(input, legacy);
        if (!modern.contains("KeyConditionExpression")) {
            // A filter expression goes with either kind of key condition.
            old.remove(KEY_CONDITIONS);
        }
        if (!modern.isEmpty() && !old.isEmpty()) {
            throw Refusal.validation(
                    "Can not use both expression and non-expression parameters in the same request:"
                            + " Non-expression parameters: {"
                            + String.join(", ", old)
                            + "} Expression parameters: {"
                            + String.join(", ", modern)
                            + "}");
        }
        if (modern.isEmpty() && input.has(NAMES)) {
            throw Refusal.validation(NAMES + " can only be specified when using expressions");
        }
        List<String> withValues =
                expressions.stream().filter(each -> !each.equals(PROJECTION)).toList();
        modern.remove(PROJECTION);
        if (!withValues.isEmpty() && modern.isEmpty() && input.has(VALUES)) {
            throw Refusal.validation(
                    VALUES
                            + " can only be specified when using expressions: "
                            + String.join(" and ", withValues)
                            + (withValues.size() > 1 ? " are null" : " is null"));
        }
    }

    private static List<String> given(Values input, List<String> members) {
        List<String> given = new ArrayList<>();
        for (String member : members) {
            if (input.has(member)) {
                given.add(member);
            }
        }
        return given;
    }
}
