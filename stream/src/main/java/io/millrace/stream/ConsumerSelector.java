package io.millrace.stream;

import org.jspecify.annotations.Nullable;

/// Names a consumer as a client does: by name, by the end of its ARN, or both.
///
/// @param name null if not given
/// @param createdSeconds creation instant in seconds since 1970; null if not given
public record ConsumerSelector(@Nullable String name, @Nullable Long createdSeconds) {
    /// By both.
    public static ConsumerSelector of(ConsumerName name) {
        return new ConsumerSelector(name.name(), name.createdSeconds());
    }
}
