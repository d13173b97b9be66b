package io.millrace.api.dynamodb;

import io.millrace.wire.Rule;
import io.millrace.wire.Shape;
import io.millrace.wire.Structure;

/// Shapes of the service model that operations on tables use.
final class TableShapes {
    private static final int MAX_NAME = 255;
    private static final int MAX_ARN = 1024;

    /// A name or an ARN is printed as this.
    private static final String NAME_PATTERN = "[a-zA-Z0-9_.-]+";

    /// A name alone: nothing exists yet that an ARN could name. Its length is checked apart.
    static final Shape.Text NEW_TABLE_NAME =
            Shape.text(0, Integer.MAX_VALUE).matching(Rule.regex(NAME_PATTERN));

    /// A table by its name or its ARN.
    static final Shape.Text TABLE_NAME =
            Shape.text(3, MAX_ARN)
                    .matching(new Rule(NAME_PATTERN, text -> isName(text) || TableArn.is(text)));

    /// The same where its length is checked apart.
    static final Shape.Text LOOSE_TABLE_NAME =
            Shape.text()
                    .matching(new Rule(NAME_PATTERN, text -> isName(text) || TableArn.is(text)));

    static final Shape.Text INDEX_NAME = Shape.text(3, MAX_NAME).matching(Rule.regex(NAME_PATTERN));

    static final Shape.Text BILLING_MODE = Shape.oneOf("PROVISIONED", "PAY_PER_REQUEST");
    static final Shape.Text TABLE_CLASS = Shape.oneOf("STANDARD", "STANDARD_INFREQUENT_ACCESS");

    static final Shape.Many ATTRIBUTE_DEFINITIONS =
            Shape.list(
                    Structure.of("AttributeDefinition")
                            .required("AttributeName", Shape.text(1, MAX_NAME))
                            .required("AttributeType", Shape.oneOf("B", "N", "S")),
                    0,
                    Integer.MAX_VALUE);

    static final Shape.Many KEY_SCHEMA =
            Shape.list(
                    Structure.of("KeySchemaElement")
                            .required("AttributeName", Shape.text(1, MAX_NAME))
                            .required("KeyType", Shape.oneOf("HASH", "RANGE")),
                    1,
                    2);

    static final Structure THROUGHPUT =
            Structure.of("ProvisionedThroughput")
                    .required("ReadCapacityUnits", Shape.longFrom(1))
                    .required("WriteCapacityUnits", Shape.longFrom(1));

    static final Structure PROJECTION =
            Structure.of("Projection")
                    .optional("ProjectionType", Shape.oneOf("ALL", "INCLUDE", "KEYS_ONLY"))
                    .optional("NonKeyAttributes", Shape.list(Shape.text(1, MAX_NAME), 1, 100));

    static final Structure NEW_INDEX =
            Structure.of("GlobalSecondaryIndex")
                    .required("IndexName", INDEX_NAME)
                    .required("KeySchema", KEY_SCHEMA)
                    .required("Projection", PROJECTION)
                    .optional("ProvisionedThroughput", THROUGHPUT);

    static final Structure STREAM_SPECIFICATION =
            Structure.of("StreamSpecification").optional("StreamEnabled", Shape.flag());

    static final Shape.Many TAGS =
            Shape.list(
                    Structure.of("Tag")
                            .required("Key", Shape.text(1, 128))
                            .required("Value", Shape.text(0, 256)),
                    0,
                    Integer.MAX_VALUE);

    static final Shape.Text RESOURCE_ARN = Shape.text(1, 1283);

    private TableShapes() {}

    private static boolean isName(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && (c < '0' || c > '9') && c != '_' && c != '.' && c != '-') {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
