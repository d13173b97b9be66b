package io.millrace.stream;

/// Metrics of single shards that a stream can have switched on.
public enum ShardMetric {
    INCOMING_BYTES("IncomingBytes"),
    INCOMING_RECORDS("IncomingRecords"),
    OUTGOING_BYTES("OutgoingBytes"),
    OUTGOING_RECORDS("OutgoingRecords"),
    WRITE_PROVISIONED_THROUGHPUT_EXCEEDED("WriteProvisionedThroughputExceeded"),
    READ_PROVISIONED_THROUGHPUT_EXCEEDED("ReadProvisionedThroughputExceeded"),
    ITERATOR_AGE_MILLISECONDS("IteratorAgeMilliseconds");

    private final String awsName;

    ShardMetric(String awsName) {
        this.awsName = awsName;
    }

    /// Name on the wire and in CloudWatch.
    public String awsName() {
        return awsName;
    }
}
