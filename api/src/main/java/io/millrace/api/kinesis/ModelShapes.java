package io.millrace.api.kinesis;

import io.millrace.wire.Rule;
import io.millrace.wire.Shape;
import io.millrace.wire.Structure;

/// Shapes of the service model that several operations use, with their constraints there.
///
/// Where the order of an enumeration in AWS's messages is known it is used, else the model's.
final class ModelShapes {
    private static final Rule NAME = Rule.regex("[a-zA-Z0-9_.-]+");

    static final Shape.Text STREAM_NAME = Shape.text(1, 128).matching(NAME);
    static final Shape.Text SHARD_ID = Shape.text(1, 128).matching(NAME);
    static final Shape.Text STREAM_ARN =
            Shape.text(1, 2048).matching(ArnRule.of("arn:aws.*:kinesis:.*:\\d{12}:stream/\\S+"));
    static final Shape.Text CONSUMER_NAME = Shape.text(1, 128).matching(NAME);
    static final Shape.Text CONSUMER_ARN =
            Shape.text(1, 2048)
                    .matching(
                            ArnRule.of(
                                    "^(arn):aws.*:kinesis:.*:\\d{12}:.*stream\\/[a-zA-Z0-9_.-]+"
                                            + "\\/consumer\\/[a-zA-Z0-9_.-]+:[0-9]+"));
    static final Shape.Text RESOURCE_ARN =
            Shape.text(1, 2048)
                    .matching(ArnRule.of("arn:aws.*:kinesis:.*:\\d{12}:.*(stream|channel)/\\S+"));
    static final Shape.Text STREAM_ID =
            Shape.text(1, 24).matching(Rule.regex("[a-z0-9]{20}-[a-z0-9]{3}"));
    static final Shape.Text HASH_KEY = Shape.text().matching(Rule.decimal(39));
    static final Shape.Text SEQUENCE_NUMBER = Shape.text().matching(Rule.decimal(129));
    static final Shape.Text PARTITION_KEY = Shape.text(1, 256);
    static final Shape.Blob DATA = Shape.blob(0, 10 << 20);
    static final Shape.Text SHARD_ITERATOR = Shape.text(1, 512);
    static final Shape.Text NEXT_TOKEN = Shape.text(1, 1 << 20);
    static final Shape.Whole PAGE_SIZE = Shape.integer(1, 10_000);
    static final Shape.Whole POSITIVE = Shape.integerFrom(1);
    static final Shape.Whole NATURAL = Shape.integerFrom(0);
    static final Shape.Whole MAX_RECORD_KIB = Shape.integer(1024, 10_240);
    static final Shape.Text KEY_ID = Shape.text(1, 2048);
    static final Shape.Text ENCRYPTION_TYPE = Shape.oneOf("NONE", "KMS");
    static final Shape.Text DISTRIBUTION = Shape.oneOf("AUTO", "USER_PARTITION_KEY");

    static final Shape.Text SHARD_ITERATOR_TYPE =
            Shape.oneOf(
                    "AFTER_SEQUENCE_NUMBER",
                    "LATEST",
                    "AT_TIMESTAMP",
                    "AT_SEQUENCE_NUMBER",
                    "TRIM_HORIZON");

    static final Structure SHARD_FILTER =
            Structure.of("ShardFilter")
                    .required(
                            "Type",
                            Shape.oneOf(
                                    "AFTER_SHARD_ID",
                                    "AT_TRIM_HORIZON",
                                    "FROM_TRIM_HORIZON",
                                    "AT_LATEST",
                                    "AT_TIMESTAMP",
                                    "FROM_TIMESTAMP"))
                    .optional("ShardId", SHARD_ID)
                    .optional("Timestamp", Shape.moment());

    static final Structure STREAM_MODE_DETAILS =
            Structure.of("StreamModeDetails")
                    .required("StreamMode", Shape.oneOf("PROVISIONED", "ON_DEMAND"));

    static final Shape.Text TAG_KEY = Shape.text(1, 128);
    static final Shape.Dictionary TAG_MAP = Shape.map(TAG_KEY, Shape.text(0, 256), 1, 200);
    static final Shape.Many TAG_KEYS = Shape.list(TAG_KEY, 1, 50);

    static final Shape.Many METRICS =
            Shape.list(
                    Shape.oneOf(
                            "IncomingBytes",
                            "IncomingRecords",
                            "OutgoingBytes",
                            "OutgoingRecords",
                            "WriteProvisionedThroughputExceeded",
                            "ReadProvisionedThroughputExceeded",
                            "IteratorAgeMilliseconds",
                            "ALL"),
                    1,
                    7);

    private ModelShapes() {}
}
