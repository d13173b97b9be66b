package io.millrace.stream;

/// Capacity modes, named as the API names them.
public enum StreamMode {
    PROVISIONED,
    ON_DEMAND
}
