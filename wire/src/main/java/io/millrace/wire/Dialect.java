package io.millrace.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.TSFBuilder;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/// What is peculiar to one of the formats.
sealed interface Dialect permits JsonDialect, CborDialect {
    /// How deep a body may nest, in members nobody knows too. The deepest input has 72 levels: an
    /// attribute of 32 levels, each two deep, in a transaction.
    int MAX_DEPTH = 80;

    JsonParser parse(byte[] body) throws IOException;

    Output write(ByteSink sink) throws IOException;

    /// Reads bytes; null when they are of another type, which is noted.
    @Nullable Bytes readBlob(Cursor cursor) throws IOException;

    /// Milliseconds since 1970 of the current number.
    long millis(JsonParser parser) throws IOException;

    /// Reads a body by its shape.
    default Decoded decode(Structure shape, byte[] body) {
        try (JsonParser parser = parse(body)) {
            return new Decoder(new Cursor(parser, body), this).decode(shape);
        } catch (IOException malformed) {
            return new Decoded.Malformed();
        }
    }

    /// Starts a body to be written.
    default Output write(int expectedBytes) {
        try {
            return write(new ByteSink(expectedBytes));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /// What both have in common. Buffers are shared by all threads: with one pool per thread every
    /// virtual thread would fill its own.
    static <F extends JsonFactory, B extends TSFBuilder<F, B>> B configured(B builder) {
        return builder.recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .streamReadConstraints(
                        StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build());
    }
}
