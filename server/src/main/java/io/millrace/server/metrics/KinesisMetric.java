package io.millrace.server.metrics;

import io.millrace.metric.Unit;

/// The metrics of the namespace `AWS/Kinesis`, by AWS's names ("Monitoring the Amazon Kinesis Data
/// Streams Service with Amazon CloudWatch").
enum KinesisMetric {
    GET_RECORDS_BYTES("GetRecords.Bytes", Unit.BYTES),
    GET_RECORDS_ITERATOR_AGE("GetRecords.IteratorAge", Unit.MILLISECONDS),
    GET_RECORDS_ITERATOR_AGE_MILLISECONDS("GetRecords.IteratorAgeMilliseconds", Unit.MILLISECONDS),
    GET_RECORDS_LATENCY("GetRecords.Latency", Unit.MILLISECONDS),
    GET_RECORDS_RECORDS("GetRecords.Records", Unit.COUNT),
    GET_RECORDS_SUCCESS("GetRecords.Success", Unit.COUNT),
    INCOMING_BYTES("IncomingBytes", Unit.BYTES),
    INCOMING_RECORDS("IncomingRecords", Unit.COUNT),
    ITERATOR_AGE_MILLISECONDS("IteratorAgeMilliseconds", Unit.MILLISECONDS),
    OUTGOING_BYTES("OutgoingBytes", Unit.BYTES),
    OUTGOING_RECORDS("OutgoingRecords", Unit.COUNT),
    PUT_RECORD_BYTES("PutRecord.Bytes", Unit.BYTES),
    PUT_RECORD_LATENCY("PutRecord.Latency", Unit.MILLISECONDS),
    PUT_RECORD_SUCCESS("PutRecord.Success", Unit.COUNT),
    PUT_RECORDS_BYTES("PutRecords.Bytes", Unit.BYTES),
    PUT_RECORDS_LATENCY("PutRecords.Latency", Unit.MILLISECONDS),
    PUT_RECORDS_RECORDS("PutRecords.Records", Unit.COUNT),
    PUT_RECORDS_SUCCESS("PutRecords.Success", Unit.COUNT),
    PUT_RECORDS_TOTAL_RECORDS("PutRecords.TotalRecords", Unit.COUNT),
    PUT_RECORDS_SUCCESSFUL_RECORDS("PutRecords.SuccessfulRecords", Unit.COUNT),
    PUT_RECORDS_FAILED_RECORDS("PutRecords.FailedRecords", Unit.COUNT),
    PUT_RECORDS_THROTTLED_RECORDS("PutRecords.ThrottledRecords", Unit.COUNT),
    READ_PROVISIONED_THROUGHPUT_EXCEEDED("ReadProvisionedThroughputExceeded", Unit.COUNT),
    WRITE_PROVISIONED_THROUGHPUT_EXCEEDED("WriteProvisionedThroughputExceeded", Unit.COUNT),
    SUBSCRIBE_TO_SHARD_RATE_EXCEEDED("SubscribeToShard.RateExceeded", Unit.COUNT),
    SUBSCRIBE_TO_SHARD_SUCCESS("SubscribeToShard.Success", Unit.COUNT),
    EVENT_BYTES("SubscribeToShardEvent.Bytes", Unit.BYTES),
    EVENT_MILLIS_BEHIND_LATEST("SubscribeToShardEvent.MillisBehindLatest", Unit.MILLISECONDS),
    EVENT_RECORDS("SubscribeToShardEvent.Records", Unit.COUNT),
    EVENT_SUCCESS("SubscribeToShardEvent.Success", Unit.COUNT);

    /// The namespace of them all.
    static final String NAMESPACE = "AWS/Kinesis";

    private final String awsName;
    private final Unit unit;

    KinesisMetric(String awsName, Unit unit) {
        this.awsName = awsName;
        this.unit = unit;
    }

    String awsName() {
        return awsName;
    }

    Unit unit() {
        return unit;
    }
}
