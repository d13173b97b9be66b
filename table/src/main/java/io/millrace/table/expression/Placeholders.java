package io.millrace.table.expression;

import io.millrace.table.value.AttributeValue;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What ExpressionAttributeNames and ExpressionAttributeValues of one request say, and which of it
/// its expressions have used. For one thread.
public final class Placeholders {
    /// Checks both.
    ///
    /// @param names ExpressionAttributeNames; null if the request has none
    /// @param values ExpressionAttributeValues; null if the request has none
    /// @throws ExpressionException if one is there but empty, or has a key that is no placeholder
    public Placeholders(
            @Nullable Map<String, String> names, @Nullable Map<String, AttributeValue> values) {
        throw new UnsupportedOperationException();
    }

    /// Refuses what no expression has used: to be called when all are parsed.
    ///
    /// @throws ExpressionException if there is such a name or value
    public void requireAllUsed() {
        throw new UnsupportedOperationException();
    }
}
