package io.millrace.stream;

/// States of an account's commitment to a minimum throughput, named as the API names them.
public enum CommitmentStatus {
    ENABLED,
    DISABLED,
    /// Given up, and still in force until the end of its first day.
    ENABLED_UNTIL_EARLIEST_ALLOWED_END
}
