package io.millrace.stream;

/// Who says which shard a record goes to, named as the API names it.
public enum Distribution {
    /// The producer, by the partition key.
    USER_PARTITION_KEY,
    /// The service, evenly over the open shards.
    AUTO
}
