package io.millrace.server.http;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Speaks HTTP/2 frame by frame (RFC 9113), from the preface on, over any socket - so also over TLS
/// without ALPN, as the AWS SDK for Java does and no ordinary client can be made to.
final class Http2Client implements Closeable {
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int GOAWAY = 7;
    static final int END_STREAM = 1;
    static final int ACK = 1;

    /// Field ":status: 200" by its index in the static table (RFC 7541, appendix A).
    static final int STATUS_200 = 0x88;

    private static final int END_HEADERS = 4;
    private static final int WINDOW_UPDATE = 8;
    private static final int PATIENCE_MILLIS = 20_000;
    private static final int MAX_FRAME = 16_384;

    private final Socket socket;
    private final DataInputStream in;
    private int stream = -1;

    /// One frame.
    record Frame(int type, int flags, int stream, ByteBuffer payload) {
        boolean has(int flag) {
            return (flags & flag) != 0;
        }
    }

    Http2Client(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(socket.getInputStream());
        socket.getOutputStream()
                .write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        frame(SETTINGS, 0, 0, new byte[0]);
    }

    void frame(int type, int flags, int onStream, byte[] payload) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
        frame.putInt(payload.length << 8 | type).put((byte) flags).putInt(onStream).put(payload);
        socket.getOutputStream().write(frame.array());
        socket.getOutputStream().flush();
    }

    /// Sends a POST with a body that fits into the windows.
    ///
    /// @return its stream
    int post(byte[] body) throws IOException {
        int opened = openPost();
        for (int at = 0; at < body.length; at += MAX_FRAME) {
            int bytes = Math.min(MAX_FRAME, body.length - at);
            byte[] part = new byte[bytes];
            System.arraycopy(body, at, part, 0, bytes);
            frame(DATA, at + bytes == body.length ? END_STREAM : 0, opened, part);
        }
        return opened;
    }

    /// Sends the headers of a POST and no body yet.
    int openPost() throws IOException {
        stream += 2;
        var block = new ByteArrayOutputStream();
        field(block, ":method", "POST");
        field(block, ":scheme", "http");
        field(block, ":path", "/");
        field(block, ":authority", "test:4567");
        frame(HEADERS, END_HEADERS, stream, block.toByteArray());
        return stream;
    }

    /// Says that it opens no more streams and takes no pushed ones (RFC 9113, 6.8).
    void goodbye() throws IOException {
        frame(GOAWAY, 0, 0, new byte[8]);
    }

    /// Says that nothing more will be sent, and goes on reading.
    void finish() throws IOException {
        socket.shutdownOutput();
    }

    /// The next frame of a type; others are skipped.
    Frame await(int type) throws IOException {
        Frame frame = read();
        while (frame.type() != type) {
            frame = read();
        }
        return frame;
    }

    /// The next frame.
    Frame next() throws IOException {
        return read();
    }

    /// Headers and body of the answer on a stream.
    String answer(int onStream) throws IOException {
        var body = new ByteArrayOutputStream();
        int status = 0;
        boolean last = false;
        while (!last) {
            Frame frame = read();
            if (frame.stream() == onStream) {
                if (frame.type() == HEADERS) {
                    status = status(frame.payload());
                } else if (frame.type() == DATA) {
                    body.write(frame.payload().array());
                    credit(onStream, frame.payload().capacity());
                } else if (frame.type() == RST_STREAM) {
                    return "reset";
                }
                last = frame.type() <= HEADERS && frame.has(END_STREAM);
            }
        }
        return (status == STATUS_200 ? "200 " : "other ")
                + body.toString(StandardCharsets.ISO_8859_1);
    }

    /// Whether the server closes the connection.
    boolean ended() throws IOException {
        try {
            while (true) {
                read();
            }
        } catch (java.io.EOFException | SocketException e) {
            return true;
        }
    }

    /// The first field, behind a change of the table's size if there is one (RFC 7541, 6.3).
    private static int status(ByteBuffer block) {
        int first = block.get() & 0xff;
        if ((first & 0xe0) != 0x20) {
            return first;
        }
        boolean more = (first & 0x1f) == 0x1f;
        while (more) {
            more = (block.get() & 0x80) != 0;
        }
        return block.get() & 0xff;
    }

    /// Lets the server send more, on a stream and the connection, or on the connection alone.
    ///
    /// @param onStream 0 for none
    void credit(int onStream, int bytes) throws IOException {
        if (bytes > 0) {
            byte[] increment = ByteBuffer.allocate(4).putInt(bytes).array();
            frame(WINDOW_UPDATE, 0, 0, increment);
            if (onStream > 0) {
                frame(WINDOW_UPDATE, 0, onStream, increment);
            }
        }
    }

    private Frame read() throws IOException {
        int lengthAndType = in.readInt();
        int flags = in.readUnsignedByte();
        int onStream = in.readInt();
        byte[] payload = in.readNBytes(lengthAndType >>> 8);
        return new Frame(lengthAndType & 0xff, flags, onStream, ByteBuffer.wrap(payload));
    }

    /// A literal field, never indexed, not compressed (RFC 7541, 6.2.2).
    private static void field(ByteArrayOutputStream block, String name, String value) {
        block.write(0);
        block.write(name.length());
        block.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
        block.write(value.length());
        block.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
