package io.millrace.stream;

/// Errors of the stream engine, by their names in the Kinesis API.
public enum StreamError {
    RESOURCE_NOT_FOUND("ResourceNotFoundException"),
    RESOURCE_IN_USE("ResourceInUseException"),
    LIMIT_EXCEEDED("LimitExceededException"),
    INVALID_ARGUMENT("InvalidArgumentException"),
    VALIDATION("ValidationException"),
    PROVISIONED_THROUGHPUT_EXCEEDED("ProvisionedThroughputExceededException"),
    EXPIRED_ITERATOR("ExpiredIteratorException"),
    EXPIRED_NEXT_TOKEN("ExpiredNextTokenException"),
    /// The server's fault; the call may be tried again.
    INTERNAL_FAILURE("InternalFailure");

    private final String awsName;

    StreamError(String awsName) {
        this.awsName = awsName;
    }

    /// Name on the wire, also the `ErrorCode` of a failed record of PutRecords.
    public String awsName() {
        return awsName;
    }

    /// Whether the server, not the caller, is to blame (HTTP 500 instead of 400).
    public boolean fault() {
        return this == INTERNAL_FAILURE;
    }
}
