package io.millrace.stream;

/// States of a registered consumer, named as the API names them.
public enum ConsumerStatus {
    CREATING,
    ACTIVE,
    DELETING
}
