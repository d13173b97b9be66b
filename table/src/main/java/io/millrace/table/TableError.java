package io.millrace.table;

/// Errors of the table engine, by their names in the DynamoDB API.
public enum TableError {
    RESOURCE_NOT_FOUND("ResourceNotFoundException"),
    RESOURCE_IN_USE("ResourceInUseException"),
    LIMIT_EXCEEDED("LimitExceededException"),
    VALIDATION("ValidationException"),
    CONDITIONAL_CHECK_FAILED("ConditionalCheckFailedException"),
    TRANSACTION_CANCELED("TransactionCanceledException"),
    IDEMPOTENT_PARAMETER_MISMATCH("IdempotentParameterMismatchException"),
    /// The table memory is full; only what does not grow passes.
    ITEM_COLLECTION_SIZE_LIMIT_EXCEEDED("ItemCollectionSizeLimitExceededException"),
    /// The server's fault; the call may be tried again.
    INTERNAL_SERVER_ERROR("InternalServerError");

    private final String awsName;

    TableError(String awsName) {
        this.awsName = awsName;
    }

    /// Name on the wire, without prefix.
    public String awsName() {
        return awsName;
    }

    /// Code within the reasons of a cancelled transaction.
    public String reasonCode() {
        return this == VALIDATION ? "ValidationError" : awsName.replace("Exception", "");
    }

    /// Whether the server, not the caller, is to blame (HTTP 500 instead of 400).
    public boolean fault() {
        return this == INTERNAL_SERVER_ERROR;
    }
}
