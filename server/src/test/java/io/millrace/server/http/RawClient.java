package io.millrace.server.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// A client that sends exactly the bytes it is told to, and reads HTTP/1.1 answers.
final class RawClient implements Closeable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;
    private final InputStream in;

    RawClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        in = socket.getInputStream();
    }

    /// One answer.
    record Answer(int status, Map<String, String> headers, String body) {}

    RawClient send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    RawClient send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /// Says that nothing more will be sent, and goes on reading.
    void finish() throws IOException {
        socket.shutdownOutput();
    }

    /// Goes without a goodbye, as a killed process does that has not read everything.
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    static String post(String body) {
        return "POST / HTTP/1.1\r\nHost: test\r\nContent-Length: "
                + body.length()
                + "\r\n\r\n"
                + body;
    }

    Answer answer() throws IOException {
        return answer(true);
    }

    /// @param withBody whether a body follows: none does after HEAD
    Answer answer(boolean withBody) throws IOException {
        int status = Integer.parseInt(line().substring(9, 12));
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        int length = withBody ? Integer.parseInt(headers.get("content-length")) : 0;
        return new Answer(
                status, headers, new String(in.readNBytes(length), StandardCharsets.ISO_8859_1));
    }

    /// The next chunk of an answer whose head was read; empty for the last (RFC 9112, 7.1).
    byte[] chunk() throws IOException {
        byte[] bytes = in.readNBytes(Integer.parseInt(line(), 16));
        line();
        return bytes;
    }

    byte[] read(int bytes) throws IOException {
        return in.readNBytes(bytes);
    }

    /// Reads until the server closes the connection.
    ///
    /// @return how much came
    int readToEnd() {
        return readUpTo(Integer.MAX_VALUE);
    }

    /// Reads so many bytes, or what comes until the server closes the connection.
    int readUpTo(int bytes) {
        byte[] buffer = new byte[64 << 10];
        int total = 0;
        try {
            while (total < bytes) {
                int read = in.read(buffer, 0, Math.min(buffer.length, bytes - total));
                if (read < 0) {
                    return total;
                }
                total += read;
            }
        } catch (java.net.SocketTimeoutException e) {
            throw new AssertionError("neither more nor an end", e);
        } catch (IOException e) {
            // Reset: closed with something unread.
            return total;
        }
        return total;
    }

    /// Whether the server has closed the connection, or does so now.
    boolean ended() {
        try {
            return in.read() < 0;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            // Reset: closed with something unread.
            return true;
        }
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        int next = in.read();
        while (next != '\n') {
            if (next < 0) {
                throw new IOException("closed after: " + line);
            }
            if (next != '\r') {
                line.append((char) next);
            }
            next = in.read();
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
