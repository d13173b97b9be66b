package io.millrace.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/// What JSON and CBOR have in common: a generator that writes into a {@link ByteSink}.
abstract sealed class JacksonOutput implements Output permits JsonOutput, CborOutput {
    final JsonGenerator generator;
    final ByteSink sink;

    JacksonOutput(JsonGenerator generator, ByteSink sink) {
        this.generator = generator;
        this.sink = sink;
    }

    /// One call of the generator.
    @FunctionalInterface
    interface Step {
        void run() throws IOException;
    }

    /// Runs a step that writes to memory only, so that its I/O exceptions tell of wrong calls.
    final Output write(Step step) {
        try {
            step.run();
            return this;
        } catch (IOException wrongCall) {
            throw new UncheckedIOException(wrongCall);
        }
    }

    @Override
    public final Output beginStructure() {
        return write(generator::writeStartObject);
    }

    @Override
    public final Output endStructure() {
        return write(generator::writeEndObject);
    }

    @Override
    public final Output beginList() {
        return write(generator::writeStartArray);
    }

    @Override
    public final Output endList() {
        return write(generator::writeEndArray);
    }

    @Override
    public final Output name(String name) {
        return write(() -> generator.writeFieldName(name));
    }

    @Override
    public final Output text(String value) {
        return write(() -> generator.writeString(value));
    }

    @Override
    public final Output text(byte[] utf8, int offset, int length) {
        return write(() -> generator.writeUTF8String(utf8, offset, length));
    }

    @Override
    public final Output number(long value) {
        return write(() -> generator.writeNumber(value));
    }

    @Override
    public final Output real(double value) {
        return write(() -> generator.writeNumber(value));
    }

    @Override
    public final Output flag(boolean value) {
        return write(() -> generator.writeBoolean(value));
    }

    @Override
    public final ByteBuffer finish() {
        write(generator::close);
        return sink.view();
    }
}
