package io.millrace.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// One frame of `application/vnd.amazon.eventstream`, being written: headers that say what it is,
/// and a payload in AWS JSON 1.1, in one array. Not thread-safe.
///
/// ```
/// +--------------+----------------+--------------------+---------+---------+---------------------+
/// | total length | headers length | CRC-32 of those two| headers | payload | CRC-32 of the rest  |
/// | 4 B          | 4 B            | 4 B                |         |         | 4 B                 |
/// +--------------+----------------+--------------------+---------+---------+---------------------+
/// ```
///
/// Numbers are big-endian, lengths are of the whole frame and of the headers. A header is the
/// length of its name (1 B), its name, 7 for "text", the length of its value (2 B), its value;
/// other types of values exist, but the Java SDK reads texts only.
public final class EventFrame {
    /// The media type of a stream of frames.
    public static final String CONTENT_TYPE = "application/vnd.amazon.eventstream";

    private static final int TEXT = 7;
    private static final int PRELUDE_BYTES = 12;
    private static final int HEADERS_LENGTH_AT = 4;
    private static final int PRELUDE_CRC_AT = 8;
    private static final int AROUND_PAYLOAD_BYTES = 256;

    private final ByteSink sink;
    private final Output payload;

    private EventFrame(ByteSink sink) {
        this.sink = sink;
        try {
            this.payload = JsonDialect.INSTANCE.write(sink);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /// Starts an event.
    ///
    /// @param type such as `SubscribeToShardEvent`
    /// @param expectedBytes about how long the payload will be; a better guess saves copies
    public static EventFrame event(String type, int expectedBytes) {
        return start("event", ":event-type", type, expectedBytes);
    }

    /// A whole exception, after which a stream ends.
    ///
    /// @param type such as `ResourceInUseException`
    public static ByteBuffer exception(String type, String message) {
        EventFrame frame = start("exception", ":exception-type", type, message.length());
        frame.payload().beginStructure().text("message", message).endStructure();
        return frame.finish();
    }

    /// The event that every stream begins with.
    public static ByteBuffer initialResponse() {
        EventFrame frame = event("initial-response", 2);
        frame.payload().beginStructure().endStructure();
        return frame.finish();
    }

    private static EventFrame start(String message, String kind, String type, int expectedBytes) {
        ByteSink sink = new ByteSink(expectedBytes + AROUND_PAYLOAD_BYTES);
        for (int i = 0; i < PRELUDE_BYTES; i++) {
            sink.write(0);
        }
        header(sink, ":message-type", message);
        header(sink, kind, type);
        header(sink, ":content-type", Format.JSON.contentType());
        sink.setInt(HEADERS_LENGTH_AT, sink.size() - PRELUDE_BYTES);
        return new EventFrame(sink);
    }

    private static void header(ByteSink sink, String name, String value) {
        byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
        byte[] valueBytes = value.getBytes(StandardCharsets.UTF_8);
        sink.write(nameBytes.length);
        sink.write(nameBytes, 0, nameBytes.length);
        sink.write(TEXT);
        sink.write(valueBytes.length >>> 8);
        sink.write(valueBytes.length);
        sink.write(valueBytes, 0, valueBytes.length);
    }

    /// Where the payload is written, a structure.
    public Output payload() {
        return payload;
    }

    /// The frame. Nothing may be written after it.
    public ByteBuffer finish() {
        var _ = payload.finish();
        sink.setInt(0, sink.size() + Integer.BYTES);
        sink.setInt(PRELUDE_CRC_AT, sink.crc32(PRELUDE_CRC_AT));
        sink.writeInt(sink.crc32(sink.size()));
        return sink.view();
    }
}
