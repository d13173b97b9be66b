package io.millrace.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Base64;

/// Writes AWS JSON 1.1: no spaces, bytes in base64, moments in seconds with their milliseconds.
final class JsonOutput extends JacksonOutput {
    JsonOutput(JsonGenerator generator, ByteSink sink) {
        super(generator, sink);
    }

    @Override
    public Output moment(long epochMillis) {
        return write(() -> generator.writeNumber(BigDecimal.valueOf(epochMillis, 3)));
    }

    /// Goes around the generator: it would encode digit by digit.
    @Override
    public Output bytes(byte[] array, int offset, int length) {
        return write(() -> {
            generator.writeRawValue("");
            generator.flush();
            ByteBuffer digits = Base64.getEncoder().encode(ByteBuffer.wrap(array, offset, length));
            sink.write('"');
            sink.write(digits.array(), digits.arrayOffset(), digits.remaining());
            sink.write('"');
        });
    }
}
