package io.millrace.stream;

/// Names a registered consumer within its stream, as the end of its ARN does.
///
/// @param name 1 to 128 of `[a-zA-Z0-9_.-]`
/// @param createdSeconds creation instant in seconds since 1970
public record ConsumerName(String name, long createdSeconds) {
    /// As it ends an ARN.
    @Override
    public String toString() {
        return name + ":" + createdSeconds;
    }
}
