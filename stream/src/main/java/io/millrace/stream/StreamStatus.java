package io.millrace.stream;

/// States of a stream, named as the API names them: CREATING, then ACTIVE and UPDATING in turn,
/// then DELETING, then gone.
public enum StreamStatus {
    CREATING,
    ACTIVE,
    UPDATING,
    DELETING
}
