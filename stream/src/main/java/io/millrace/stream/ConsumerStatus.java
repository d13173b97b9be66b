package io.millrace.stream;

/// What a consumer is going through.
public enum ConsumerStatus {
    CREATING,
    ACTIVE,
    DELETING
}
