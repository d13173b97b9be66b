package io.millrace.wire;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Reads the values of a {@link Shape.Custom}. Thread-safe.
@FunctionalInterface
public interface CustomReader {
    /// Reads one value, which is not null, and leaves the input behind it.
    ///
    /// @return what {@link Values#custom} returns; null when the value has the wrong type, which
    ///   the input has noted
    @Nullable Object read(Input input) throws IOException;
}
