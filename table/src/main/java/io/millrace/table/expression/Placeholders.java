package io.millrace.table.expression;

import io.millrace.table.value.AttributeValue;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What ExpressionAttributeNames and ExpressionAttributeValues of one request say, and which of it
/// its expressions have used. For one thread.
public final class Placeholders {
    private final Map<String, String> names;
    private final Map<String, AttributeValue> values;
    private final Set<String> unusedNames;
    private final Set<String> unusedValues;

    /// Checks both.
    ///
    /// @param names ExpressionAttributeNames; null if the request has none
    /// @param values ExpressionAttributeValues; null if the request has none
    /// @throws ExpressionException if one is there but empty, or has a key that is no placeholder
    public Placeholders(
            @Nullable Map<String, String> names, @Nullable Map<String, AttributeValue> values) {
        if (names != null) {
            check("ExpressionAttributeNames", '#', names.keySet());
        }
        if (values != null) {
            check("ExpressionAttributeValues", ':', values.keySet());
        }
        this.names = names == null ? Map.of() : names;
        this.values = values == null ? Map.of() : values;
        this.unusedNames = new LinkedHashSet<>(this.names.keySet());
        this.unusedValues = new LinkedHashSet<>(this.values.keySet());
    }

    /// Refuses what no expression has used: to be called when all are parsed.
    ///
    /// @throws ExpressionException if there is such a name or value
    public void requireAllUsed() {
        requireNone("ExpressionAttributeNames", unusedNames);
        requireNone("ExpressionAttributeValues", unusedValues);
    }

    /// The attribute a name stands for; null if it is not defined.
    @Nullable String name(String placeholder) {
        unusedNames.remove(placeholder);
        return names.get(placeholder);
    }

    /// What a value stands for; null if it is not defined.
    @Nullable AttributeValue value(String placeholder) {
        unusedValues.remove(placeholder);
        return values.get(placeholder);
    }

    private static void check(String parameter, char mark, Collection<String> keys) {
        if (keys.isEmpty()) {
            throw new ExpressionException(parameter + " must not be empty");
        }
        for (String key : keys) {
            if (!Lexer.isPlaceholder(key, mark)) {
                throw new ExpressionException(
                        parameter + " contains invalid key: Syntax error; key: \"" + key + "\"");
            }
        }
    }

    private static void requireNone(String parameter, Set<String> unused) {
        if (!unused.isEmpty()) {
            throw new ExpressionException(
                    "Value provided in "
                            + parameter
                            + " unused in expressions: keys: {"
                            + String.join(", ", unused)
                            + "}");
        }
    }
}
