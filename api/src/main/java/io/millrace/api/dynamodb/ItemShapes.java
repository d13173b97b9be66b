package io.millrace.api.dynamodb;

import io.millrace.wire.Shape;
import io.millrace.wire.Structure;

/// Shapes of the service model that operations on items use.
final class ItemShapes {
    /// More attributes than an item can hold; beyond it a request is refused, not cut.
    private static final int MAX_ENTRIES = 100_000;

    private static final int MAX_NAME = 65_535;

    /// One attribute value.
    static final Shape.Custom VALUE = Shape.custom(new ValueReader());

    /// Attribute values by their names.
    static final Shape.Custom ITEM = Shape.custom(new ItemReader());

    static final Shape.Text RETURN_CAPACITY = Shape.oneOf("INDEXES", "TOTAL", "NONE");
    static final Shape.Text RETURN_METRICS = Shape.oneOf("SIZE", "NONE");
    static final Shape.Text RETURN_ON_FAILURE = Shape.oneOf("ALL_OLD", "NONE");
    static final Shape.Text RETURN_VALUES =
            Shape.oneOf("ALL_NEW", "UPDATED_OLD", "ALL_OLD", "NONE", "UPDATED_NEW");
    static final Shape.Text CONDITIONAL_OPERATOR = Shape.oneOf("OR", "AND");
    static final Shape.Text SELECT =
            Shape.oneOf(
                    "SPECIFIC_ATTRIBUTES", "COUNT", "ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES");

    static final Shape.Many ATTRIBUTES_TO_GET = Shape.list(Shape.text(1, MAX_NAME), 1, 255);
    static final Shape.Dictionary NAMES =
            Shape.map(Shape.text(), Shape.text(0, MAX_NAME), 0, MAX_ENTRIES);

    private static final Shape.Text OPERATOR =
            Shape.oneOf(
                    "IN",
                    "NULL",
                    "BETWEEN",
                    "LT",
                    "NOT_CONTAINS",
                    "EQ",
                    "GT",
                    "NOT_NULL",
                    "NE",
                    "LE",
                    "BEGINS_WITH",
                    "GE",
                    "CONTAINS");

    private static final Shape.Many VALUES = Shape.list(VALUE, 0, MAX_ENTRIES);

    static final Shape.Dictionary CONDITIONS =
            byName(
                    Structure.of("Condition")
                            .optional("AttributeValueList", VALUES)
                            .required("ComparisonOperator", OPERATOR));

    static final Shape.Dictionary EXPECTED =
            byName(
                    Structure.of("ExpectedAttributeValue")
                            .optional("Value", VALUE)
                            .optional("Exists", Shape.flag())
                            .optional("ComparisonOperator", OPERATOR)
                            .optional("AttributeValueList", VALUES));

    static final Shape.Dictionary UPDATES =
            byName(
                    Structure.of("AttributeValueUpdate")
                            .optional("Value", VALUE)
                            .optional("Action", Shape.oneOf("ADD", "DELETE", "PUT")));

    private ItemShapes() {}

    /// With what every operation on one item has.
    static Structure onItem(Structure structure) {
        return structure
                .required("TableName", TableShapes.TABLE_NAME)
                .optional("ReturnConsumedCapacity", RETURN_CAPACITY);
    }

    /// With what every conditional write of one item has.
    static Structure conditional(Structure structure) {
        return placeholders(onItem(structure))
                .optional("Expected", EXPECTED)
                .optional("ConditionalOperator", CONDITIONAL_OPERATOR)
                .optional("ConditionExpression", Shape.text())
                .optional("ReturnValues", RETURN_VALUES)
                .optional("ReturnItemCollectionMetrics", RETURN_METRICS)
                .optional("ReturnValuesOnConditionCheckFailure", RETURN_ON_FAILURE);
    }

    /// With what expressions stand on.
    static Structure placeholders(Structure structure) {
        return structure
                .optional("ExpressionAttributeNames", NAMES)
                .optional("ExpressionAttributeValues", ITEM);
    }

    /// With what says how much of an item is shown.
    static Structure projected(Structure structure) {
        return structure
                .optional("AttributesToGet", ATTRIBUTES_TO_GET)
                .optional("ProjectionExpression", Shape.text())
                .optional("ExpressionAttributeNames", NAMES);
    }

    private static Shape.Dictionary byName(Structure value) {
        return Shape.map(Shape.text(0, MAX_NAME), value, 0, MAX_ENTRIES);
    }
}
