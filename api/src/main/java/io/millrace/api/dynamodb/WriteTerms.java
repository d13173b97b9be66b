package io.millrace.api.dynamodb;

import io.millrace.table.Written;
import io.millrace.table.expression.Condition;
import io.millrace.table.expression.Projection;
import io.millrace.table.value.Item;
import io.millrace.wire.Output;
import io.millrace.wire.Values;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What conditional writes of one item have in common.
final class WriteTerms {
    static final DialectRule RULE =
            new DialectRule(
                    List.of("ConditionExpression"), List.of("Expected", "ConditionalOperator"));

    private static final String RETURN = "ReturnValues";
    private static final String NONE = "NONE";

    private WriteTerms() {}

    /// The condition of a write that has no other expression, in either dialect; null for none.
    static @Nullable Condition condition(Values input) {
        Condition expected = LegacyTerms.expected(input);
        Expressions expressions = Expressions.of(input);
        Condition condition = expressions.condition();
        expressions.finish();
        return condition == null ? expected : condition;
    }

    /// Whether the item is wanted with a refusal by the condition.
    static boolean itemOnFailure(Values input) {
        return "ALL_OLD".equals(input.textOrNull("ReturnValuesOnConditionCheckFailure"));
    }

    /// Which attributes are wanted.
    static String returnValues(Values input) {
        String asked = input.textOrNull(RETURN);
        return asked == null ? NONE : asked;
    }

    /// @throws Refusal if attributes are wanted that a put or delete has not
    static void requireOldOrNone(Values input) {
        String asked = returnValues(input);
        if (!asked.equals("ALL_OLD") && !asked.equals(NONE)) {
            throw Refusal.validation("ReturnValues can only be ALL_OLD or NONE");
        }
    }

    /// Tells what was written as far as it is wanted.
    static void tell(Output output, Values input, Written written) {
        Item wanted =
                switch (returnValues(input)) {
                    case "ALL_OLD" -> written.before();
                    case "ALL_NEW" -> written.after();
                    case "UPDATED_OLD" -> touched(written, written.before());
                    case "UPDATED_NEW" -> touched(written, written.after());
                    default -> null;
                };
        if (wanted != null && !wanted.isEmpty()) {
            ItemMembers.item(output, "Attributes", wanted);
        }
    }

    private static @Nullable Item touched(Written written, @Nullable Item item) {
        return item == null || written.touched().isEmpty()
                ? null
                : new Projection(written.touched()).of(item);
    }

    /// Capacity units of a write.
    static double units(Written written) {
        return Capacity.ofWrite(Math.max(bytes(written.before()), bytes(written.after())));
    }

    private static long bytes(@Nullable Item item) {
        return item == null ? 0 : item.bytes();
    }
}
