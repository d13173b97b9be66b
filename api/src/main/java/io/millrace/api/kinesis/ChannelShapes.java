package io.millrace.api.kinesis;

import io.millrace.wire.Rule;
import io.millrace.wire.Shape;
import io.millrace.wire.Structure;

/// Shapes of the service model that only operations on channels use.
final class ChannelShapes {
    static final Shape.Text CHANNEL_ARN =
            Shape.text(1, 2048).matching(ArnRule.of("arn:aws.*:kinesis:.*:\\d{12}:channel/\\S+"));
    static final Shape.Text CHANNEL_NAME = matching(128, "[a-zA-Z0-9_.-]+");
    static final Shape.Text ROLE_ARN =
            matching(512, "arn:aws[-a-z0-9]*:iam::\\d{12}:role/[a-zA-Z_0-9+=,.@\\-_/]+");

    private static final Shape.Text BUCKET_ARN =
            matching(2048, "arn:aws[-a-z0-9]*:s3:::[a-z0-9._-]{3,63}");
    private static final Shape.Text BUCKET_OWNER =
            Shape.text(12, 12).matching(Rule.regex("\\d{12}"));
    private static final Shape.Whole FRESHNESS = Shape.integer();

    private static final Structure DEAD_LETTERS =
            Structure.of("DeadLetterQueueS3Configuration")
                    .required("BucketARN", BUCKET_ARN)
                    .required("ExpectedBucketOwner", BUCKET_OWNER)
                    .optional("ErrorOutputPrefix", matching(512, "[0-9A-Za-z!\\-_'.*()\\/]+"));

    private static final Structure STORAGE =
            Structure.of("S3StorageConfiguration")
                    .required("BucketARN", BUCKET_ARN)
                    .required("ExpectedBucketOwner", BUCKET_OWNER)
                    .required("CompressionType", Shape.oneOf("NONE", "GZIP", "ZSTD"))
                    .optional("OutputKeyTemplate", matching(1024, "[0-9A-Za-z!\\-_'.*()\\/=:{}]+"))
                    .optional(
                            "StorageClass",
                            Shape.oneOf("STANDARD", "INTELLIGENT_TIERING", "GLACIER_IR"));

    static final Structure S3_DESTINATION =
            Structure.of("S3DestinationConfiguration")
                    .required("StorageConfiguration", STORAGE)
                    .optional("DataFreshnessInSeconds", FRESHNESS)
                    .optional("DeadLetterQueueS3Configuration", DEAD_LETTERS);

    private static final Structure PARTITION_FIELD =
            Structure.of("PartitionField")
                    .required("SourceName", matching(255, "[a-zA-Z0-9\\.\\_]+"))
                    .required("Transform", Shape.oneOf("TIME_HOUR"));

    private static final Structure TABLE =
            Structure.of("S3TablesConfiguration")
                    .required(
                            "TableBucketARN",
                            matching(
                                    2048,
                                    "arn:aws[-a-z0-9]*:s3tables:[-a-z0-9]+:\\d{12}:bucket/"
                                            + "[a-z0-9_-]{3,63}"))
                    .required("Namespace", matching(255, "[0-9a-z_]+"))
                    .required("TableName", matching(255, "[0-9a-z_]+"))
                    .required("CompressionType", Shape.oneOf("NONE", "ZSTD", "SNAPPY"))
                    .optional(
                            "PartitionSpec",
                            Structure.of("PartitionSpec")
                                    .required(
                                            "PartitionFields", Shape.list(PARTITION_FIELD, 1, 10)));

    static final Structure TABLES_DESTINATION =
            Structure.of("S3TablesDestinationConfiguration")
                    .required("DeadLetterQueueS3Configuration", DEAD_LETTERS)
                    .required("S3TablesConfigurationList", Shape.list(TABLE, 1, 10_000))
                    .optional("DataFreshnessInSeconds", FRESHNESS);

    private static final Structure RECORDS =
            Structure.of("RecordConfiguration")
                    .required(
                            "RecordFormatType",
                            Shape.oneOf("GSR_JSON", "JSON", "STRING", "BYTE_ARRAY"))
                    .optional(
                            "GSRSchemaARN",
                            matching(
                                    512,
                                    "arn:aws[-a-z0-9]*:glue:[-a-z0-9]+:\\d{12}:schema/"
                                            + "[-a-zA-Z0-9_$#.]+/[-a-zA-Z0-9_$#.]+"));

    static final Shape.Many STREAMS =
            Shape.list(
                    Structure.of("ChannelStreamConfiguration")
                            .required("StreamARN", ModelShapes.STREAM_ARN)
                            .required("RecordConfiguration", RECORDS),
                    1,
                    10_000);

    static final Shape.Many STREAM_FILTER =
            Shape.list(
                    Structure.of("StreamFilter")
                            .required("StreamARN", ModelShapes.STREAM_ARN)
                            .optional("StreamCreationTimestamp", Shape.moment()),
                    1,
                    10_000);

    static final Structure ENCRYPTION =
            Structure.of("ChannelEncryptionConfiguration")
                    .required("EncryptionType", Shape.oneOf("KMS"))
                    .required("KeyId", ModelShapes.KEY_ID);

    static final Structure LOGGING =
            Structure.of("ChannelLoggingConfiguration")
                    .required("CloudWatchLogs", logs("CloudWatchLogs"));

    static final Structure LOGGING_UPDATE =
            Structure.of("ChannelLoggingUpdateInput")
                    .required("CloudWatchLogs", logs("CloudWatchLogsUpdateInput"));

    private ChannelShapes() {}

    /// What can change of a destination: how fresh the delivered data is.
    static Structure freshness(String name) {
        return Structure.of(name).required("DataFreshnessInSeconds", FRESHNESS);
    }

    private static Structure logs(String name) {
        return Structure.of(name)
                .required("Enabled", Shape.flag())
                .optional("LogGroupName", matching(512, "[\\.\\-_/#A-Za-z0-9]+"))
                .optional("LogStreamName", matching(512, "[^:*]*"));
    }

    private static Shape.Text matching(int maxLength, String pattern) {
        return Shape.text(1, maxLength).matching(Rule.regex(pattern));
    }
}
