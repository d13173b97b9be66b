package io.millrace.table.expression;

import io.millrace.table.value.AttributeValue;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads what requests had before there were expressions. Every method throws {@link
/// ExpressionException} with DynamoDB's text if it does not hold together.
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
    /// @param action null for PUT
    public record Change(@Nullable String action, @Nullable AttributeValue value) {}

    /// Expected.
    ///
    /// @param conditionalOperator AND, OR; null for AND
    /// @return null if nothing is expected
    public static @Nullable Condition expected(
            Map<String, Expectation> expected, @Nullable String conditionalOperator) {
        throw new UnsupportedOperationException();
    }

    /// QueryFilter, ScanFilter.
    ///
    /// @param conditionalOperator AND, OR; null for AND
    /// @return null if nothing is filtered
    public static @Nullable Condition filter(
            Map<String, Criterion> filter, @Nullable String conditionalOperator) {
        throw new UnsupportedOperationException();
    }

    /// KeyConditions.
    public static KeyCondition keyConditions(Map<String, Criterion> conditions) {
        throw new UnsupportedOperationException();
    }

    /// AttributeUpdates.
    public static Update attributeUpdates(Map<String, Change> updates) {
        throw new UnsupportedOperationException();
    }

    /// AttributesToGet.
    public static Projection attributesToGet(List<String> names) {
        throw new UnsupportedOperationException();
    }
}
