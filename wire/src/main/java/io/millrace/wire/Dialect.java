package io.millrace.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.TSFBuilder;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// What is peculiar to one of the formats.
sealed interface Dialect permits JsonDialect, CborDialect {
    /// How deep a body may nest, in members nobody knows too. The deepest input has six levels.
    int MAX_DEPTH = 64;

    JsonParser parse(byte[] body) throws IOException;

    Output write(ByteSink sink) throws IOException;

    /// Reads bytes; null when they are of another type, which is noted.
    @Nullable Bytes readBlob(Cursor cursor) throws IOException;

    /// Milliseconds since 1970 of the current number.
    long millis(JsonParser parser) throws IOException;

    /// What both have in common. Buffers are shared by all threads: with one pool per thread every
    /// virtual thread would fill its own.
    static <F extends JsonFactory, B extends TSFBuilder<F, B>> B configured(B builder) {
        return builder.recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .streamReadConstraints(
                        StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build());
    }
}
