package io.millrace.conformance;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/// Subscribes as botocore does: HTTP/1.1, one chunked answer, frames taken out of it one by one
/// with both checksums looked at, and the first one must be `initial-response`.
final class EventReader implements Closeable {
    private static final int PATIENCE_MILLIS = 20_000;
    private static final String CONTENT_TYPE = "application/x-amz-json-1.1";

    private final Socket socket;
    private final InputStream in;
    final int status;
    final Map<String, String> headers = new LinkedHashMap<>();
    private final InputStream body;

    /// One frame.
    record Frame(Map<String, String> headers, String payload) {
        String type() {
            return headers.getOrDefault(
                    ":event-type", headers.getOrDefault(":exception-type", "none"));
        }
    }

    private EventReader(Socket socket, String json) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = socket.getInputStream();
        byte[] content = json.getBytes(StandardCharsets.UTF_8);
        String head =
                String.join(
                        "\r\n",
                        "POST / HTTP/1.1",
                        "Host: localhost",
                        "X-Amz-Target: Kinesis_20131202.SubscribeToShard",
                        "Content-Type: " + CONTENT_TYPE,
                        "User-Agent: Botocore/1.43",
                        "X-Amz-Date: 20260101T000000Z",
                        "Authorization: AWS4-HMAC-SHA256"
                                + " Credential=AKIDEXAMPLE/20260101/us-east-1/kinesis/aws4_request,"
                                + " SignedHeaders=content-type;host;x-amz-date;x-amz-target,"
                                + " Signature=00",
                        "Content-Length: " + content.length,
                        "",
                        "");
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(content);
        status = Integer.parseInt(line().substring(9, 12));
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        body = "chunked".equals(headers.get("transfer-encoding")) ? new Chunks() : whole();
    }

    static EventReader subscribe(URI endpoint, String json) throws IOException {
        return new EventReader(
                new Socket(endpoint.getHost(), endpoint.getPort()), json.replace('\'', '"'));
    }

    private InputStream whole() throws IOException {
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        return new ByteArrayInputStream(in.readNBytes(length));
    }

    /// The body of an answer that is no stream.
    String text() throws IOException {
        return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }

    /// The next frame; null at the clean end of the stream.
    @Nullable Frame next() throws IOException {
        int first = body.read();
        if (first < 0) {
            return null;
        }
        byte[] prelude = new byte[12];
        prelude[0] = (byte) first;
        fill(prelude, 1);
        ByteBuffer numbers = ByteBuffer.wrap(prelude);
        int total = numbers.getInt();
        int headersLength = numbers.getInt();
        require(numbers.getInt() == crc(prelude, 8), "checksum of a prelude");
        byte[] frame = new byte[total];
        System.arraycopy(prelude, 0, frame, 0, prelude.length);
        fill(frame, prelude.length);
        ByteBuffer rest = ByteBuffer.wrap(frame).position(prelude.length);
        Map<String, String> fields = new LinkedHashMap<>();
        int payloadAt = prelude.length + headersLength;
        while (rest.position() < payloadAt) {
            String name = text(rest, rest.get() & 0xff);
            require(rest.get() == 7, "a header that is no text");
            fields.put(name, text(rest, rest.getShort() & 0xffff));
        }
        String payload = text(rest, total - payloadAt - 4);
        require(rest.getInt() == crc(frame, total - 4), "checksum of a frame");
        return new Frame(fields, payload);
    }

    private void fill(byte[] target, int from) throws IOException {
        int length = target.length - from;
        require(body.readNBytes(target, from, length) == length, "the end within a frame");
    }

    private static String text(ByteBuffer bytes, int length) {
        byte[] text = new byte[length];
        bytes.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    private static int crc(byte[] bytes, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    private static void require(boolean holds, String what) throws IOException {
        if (!holds) {
            throw new IOException("wrong: " + what);
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            require(next >= 0, "the end behind: " + line);
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    /// The content of a chunked answer (RFC 9112, 7.1).
    private final class Chunks extends InputStream {
        private int left;
        private boolean last;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (left == 0 && !last) {
                left = Integer.parseInt(line(), 16);
                last = left == 0;
                if (last) {
                    line();
                }
            }
            if (last) {
                return -1;
            }
            int bytes = in.read(target, offset, Math.min(length, left));
            require(bytes >= 0, "the end within a chunk");
            left -= bytes;
            if (left == 0) {
                line();
            }
            return bytes;
        }
    }

    /// Breaks the connection off without a goodbye.
    void kill() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
