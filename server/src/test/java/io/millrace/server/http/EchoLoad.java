package io.millrace.server.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Sends PutRecord-sized requests over keep-alive connections, one in flight on each, from one
/// thread; prints requests per second and latencies. Arguments: port, connections, seconds, body
/// bytes, and the server's process id for the processor time that a request costs it - the figure
/// that holds on a busy machine.
final class EchoLoad {
    private final byte[] request;
    private final long[] nanos = new long[10_000_000];
    private int count;

    private EchoLoad(int bodyBytes) {
        String head =
                "POST / HTTP/1.1\r\nHost: 127.0.0.1:4567\r\nContent-Length: "
                        + bodyBytes
                        + "\r\nContent-Type: application/x-amz-json-1.1\r\n"
                        + "X-Amz-Target: Kinesis_20131202.PutRecord\r\n"
                        + "User-Agent: aws-sdk-java/2.51.3 md/io#sync md/http#Apache\r\n"
                        + "amz-sdk-invocation-id: 1f1f0d3a-8a6f-3c6b-5f0c-0f2f6c9f8f11\r\n"
                        + "amz-sdk-request: attempt=1; max=4\r\nX-Amz-Date: 20261123T064000Z\r\n"
                        + "Authorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261123/"
                        + "us-east-1/kinesis/aws4_request, SignedHeaders=amz-sdk-invocation-id;"
                        + "amz-sdk-request;content-type;host;x-amz-date;x-amz-target, Signature="
                        + "a".repeat(64)
                        + "\r\n\r\n";
        byte[] line = head.getBytes(StandardCharsets.US_ASCII);
        request = Arrays.copyOf(line, line.length + bodyBytes);
        Arrays.fill(request, line.length, request.length, (byte) 'x');
    }

    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(arguments[0]);
        int connections = Integer.parseInt(arguments[1]);
        int seconds = Integer.parseInt(arguments[2]);
        var load = new EchoLoad(Integer.parseInt(arguments[3]));
        var server = ProcessHandle.of(Long.parseLong(arguments[4])).orElseThrow();
        load.run(port, connections, seconds, server);
    }

    private void run(int port, int connections, int seconds, ProcessHandle server)
            throws IOException {
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < connections; i++) {
                SocketChannel channel =
                        SocketChannel.open(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                channel.configureBlocking(false);
                var connection = new Connection(channel);
                channel.register(selector, SelectionKey.OP_READ, connection);
                connection.send();
            }
            long warm = System.nanoTime() + seconds * 500_000_000L;
            spin(selector, warm);
            count = 0;
            long cpu = server.info().totalCpuDuration().orElseThrow().toMillis();
            long from = System.nanoTime();
            spin(selector, from + seconds * 1_000_000_000L);
            long took = System.nanoTime() - from;
            cpu = server.info().totalCpuDuration().orElseThrow().toMillis() - cpu;
            Arrays.sort(nanos, 0, count);
            System.out.printf(
                    "%.0f/s p50 %.2f ms p99 %.2f ms p99.9 %.2f ms, %.1f us cpu%n",
                    count * 1e9 / took,
                    nanos[count / 2] * 1e-6,
                    nanos[(int) (count * 0.99)] * 1e-6,
                    nanos[(int) (count * 0.999)] * 1e-6,
                    cpu * 1e3 / count);
        }
    }

    private void spin(Selector selector, long until) throws IOException {
        while (System.nanoTime() < until) {
            selector.select(this::ready, 100);
        }
    }

    private void ready(SelectionKey key) {
        try {
            ((Connection) key.attachment()).receive();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private final class Connection {
        private final SocketChannel channel;
        private final ByteBuffer in = ByteBuffer.allocateDirect(1 << 20);
        private final ByteBuffer out = ByteBuffer.allocateDirect(request.length);
        private long sentAt;
        private int expected = -1;

        Connection(SocketChannel channel) {
            this.channel = channel;
        }

        void send() throws IOException {
            out.clear().put(request).flip();
            sentAt = System.nanoTime();
            while (out.hasRemaining()) {
                channel.write(out);
            }
        }

        void receive() throws IOException {
            if (channel.read(in) < 0) {
                throw new IOException("closed");
            }
            if (expected < 0) {
                expected = expectedBytes();
            }
            if (expected >= 0 && in.position() >= expected) {
                nanos[count++] = System.nanoTime() - sentAt;
                in.clear();
                send();
            }
        }

        /// Every answer has the same length: found once, from the first.
        private int expectedBytes() {
            byte[] seen = new byte[in.position()];
            in.get(0, seen);
            String text = new String(seen, StandardCharsets.US_ASCII);
            int end = text.indexOf("\r\n\r\n");
            int at = text.toLowerCase(java.util.Locale.ROOT).indexOf("content-length: ");
            if (end < 0) {
                return -1;
            }
            int length = Integer.parseInt(text.substring(at + 16, text.indexOf('\r', at)));
            return end + 4 + length;
        }
    }
}
