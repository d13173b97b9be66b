package io.millrace.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/// Frames byte by byte as clients of AWS decode them.
class EventFrameTest {
    /// What a client makes of a frame.
    record Read(Map<String, String> headers, String payload) {
        static Read of(ByteBuffer frame) {
            ByteBuffer in = frame.duplicate();
            int start = in.position();
            int total = in.getInt();
            int headersLength = in.getInt();
            assertThat(total).isEqualTo(frame.remaining());
            assertThat(in.getInt()).isEqualTo(crc(frame, start, 8));
            Map<String, String> headers = new LinkedHashMap<>();
            int payloadAt = in.position() + headersLength;
            while (in.position() < payloadAt) {
                String name = text(in, in.get() & 0xff);
                assertThat(in.get()).as("type of %s", name).isEqualTo((byte) 7);
                headers.put(name, text(in, in.getShort() & 0xffff));
            }
            String payload = text(in, total - headersLength - 16);
            assertThat(in.getInt()).isEqualTo(crc(frame, start, total - 4));
            return new Read(headers, payload);
        }

        private static String text(ByteBuffer in, int length) {
            byte[] bytes = new byte[length];
            in.get(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }

        private static int crc(ByteBuffer frame, int from, int length) {
            CRC32 crc = new CRC32();
            crc.update(frame.slice(from, length));
            return (int) crc.getValue();
        }
    }

    @Test
    void theFirstFrameOfAStreamIsAsClientsKnowIt() {
        assertThat(Sample.hex(EventFrame.initialResponse()))
                .isEqualTo(
                        "0000007200000060ab820d9e0d3a6d6573736167652d747970650700056576656e74"
                                + "0b3a6576656e742d74797065070010696e697469616c2d726573706f6e7365"
                                + "0d3a636f6e74656e742d7479706507001a6170706c69636174696f6e2f782d"
                                + "616d7a2d6a736f6e2d312e317b7de16e66e4");
    }

    @Test
    void anEventIsAsClientsKnowIt() {
        EventFrame frame = EventFrame.event("SubscribeToShardEvent", 0);
        frame.payload()
                .beginStructure()
                .text("ContinuationSequenceNumber", "1")
                .number("MillisBehindLatest", 0)
                .name("Records")
                .beginList()
                .endList()
                .endStructure();
        assertThat(Sample.hex(frame.finish()))
                .isEqualTo(
                        "000000bb000000653fed73bb0d3a6d6573736167652d747970650700056576656e74"
                                + "0b3a6576656e742d74797065070015537562736372696265546f5368617264"
                                + "4576656e740d3a636f6e74656e742d7479706507001a6170706c6963617469"
                                + "6f6e2f782d616d7a2d6a736f6e2d312e317b22436f6e74696e756174696f6e"
                                + "53657175656e63654e756d626572223a2231222c224d696c6c697342656869"
                                + "6e644c6174657374223a302c225265636f726473223a5b5d7df64da2ea");
    }

    @Test
    void anExceptionIsAsClientsKnowIt() {
        assertThat(Sample.hex(EventFrame.exception("ResourceInUseException", "m")))
                .isEqualTo(
                        "0000008d0000006e865ee7150d3a6d6573736167652d74797065070009657863657074"
                                + "696f6e0f3a657863657074696f6e2d747970650700165265736f7572636549"
                                + "6e557365457863657074696f6e0d3a636f6e74656e742d7479706507001a61"
                                + "70706c69636174696f6e2f782d616d7a2d6a736f6e2d312e317b226d657373"
                                + "616765223a226d227dcc00a8e1");
    }

    @Test
    void aLargeEventIsWholeWhateverItsLengthWasExpectedToBe() {
        byte[] data = new byte[3 << 20];
        for (int expected : new int[] {0, 100, 5 << 20}) {
            EventFrame frame = EventFrame.event("SubscribeToShardEvent", expected);
            frame.payload().beginStructure().bytes("Data", data, 0, data.length).endStructure();
            Read read = Read.of(frame.finish());
            assertThat(read.headers())
                    .containsEntry(":message-type", "event")
                    .containsEntry(":event-type", "SubscribeToShardEvent")
                    .containsEntry(":content-type", "application/x-amz-json-1.1");
            assertThat(read.payload()).hasSize((4 << 20) + "{\"Data\":\"\"}".length());
        }
    }

    @Test
    void aMessageIsEscaped() {
        Read read = Read.of(EventFrame.exception("InternalFailureException", "a \"quoted\" ü"));
        assertThat(read.payload()).isEqualTo("{\"message\":\"a \\\"quoted\\\" ü\"}");
        assertThat(read.headers())
                .containsEntry(":message-type", "exception")
                .containsEntry(":exception-type", "InternalFailureException");
    }
}
