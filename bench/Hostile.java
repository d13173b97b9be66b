import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/// Clients that hurt, for `overload.sh`: they hold on to a server on this machine until they are ended or the time is up.
///
/// ```
/// java bench/Hostile.java PORT idle    COUNT SECONDS   opens connections and says nothing
/// java bench/Hostile.java PORT half    COUNT SECONDS   sends half a request, then a byte a second
/// java bench/Hostile.java PORT large   COUNT SECONDS   puts 10 MiB records, one after the other, on each connection
/// ```
///
/// Prints `hostile: ready` once all connections stand.
public final class Hostile {
    private static final String HEAD =
            "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Amz-Target: Kinesis_20131202.%s\r\n"
                    + "Content-Type: application/x-amz-json-1.1\r\nX-Amz-Date: 20260101T000000Z\r\n"
                    + "Authorization: AWS4-HMAC-SHA256 Credential=any/20260101/us-east-1/kinesis/aws4_request,"
                    + " SignedHeaders=host, Signature=0\r\nContent-Length: %d\r\n\r\n";

    private Hostile() {}

    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[0]);
        int count = Integer.parseInt(arguments[2]);
        long seconds = Long.parseLong(arguments[3]);
        if (arguments[1].equals("large")) {
            send(port, "CreateStream", "{\"StreamName\":\"hostile\",\"ShardCount\":4,\"MaxRecordSizeInKiB\":10240}");
        }
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        CountDownLatch standing = new CountDownLatch(count);
        AtomicLong answered = new AtomicLong();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            threads.add(Thread.ofVirtual().start(() -> hold(port, arguments[1], end, standing, answered)));
        }
        standing.await();
        System.out.println("hostile: ready");
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.println("hostile: " + answered.get() + " requests answered");
    }

    private static void hold(int port, String mode, long end, CountDownLatch standing, AtomicLong answered) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            standing.countDown();
            OutputStream out = socket.getOutputStream();
            switch (mode) {
                case "idle" -> pause(end);
                case "half" -> {
                    out.write(HEAD.formatted("PutRecord", 1000).getBytes(StandardCharsets.US_ASCII));
                    while (System.nanoTime() < end) {
                        out.write('{');
                        Thread.sleep(1000);
                    }
                }
                case "large" -> {
                    byte[] request = large();
                    while (System.nanoTime() < end) {
                        out.write(request);
                        out.flush();
                        answer(socket.getInputStream());
                        answered.incrementAndGet();
                    }
                }
                default -> throw new IllegalArgumentException(mode);
            }
        } catch (IOException refusedOrEnded) {
            standing.countDown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pause(long end) throws InterruptedException {
        while (System.nanoTime() < end) {
            Thread.sleep(200);
        }
    }

    private static byte[] large() {
        char[] data = new char[(10 << 20) / 3 * 4];
        Arrays.fill(data, 'A');
        String body =
                "{\"StreamName\":\"hostile\",\"PartitionKey\":\"" + Thread.currentThread().threadId()
                        + "\",\"Data\":\"" + new String(data) + "\"}";
        return (HEAD.formatted("PutRecord", body.length()) + body).getBytes(StandardCharsets.US_ASCII);
    }

    private static void send(int port, String operation, String body) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            String request = HEAD.formatted(operation, body.length()) + body;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            answer(socket.getInputStream());
        }
    }

    /// Reads one answer: its head, then as many bytes as that says.
    private static void answer(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("closed");
            }
            head.append((char) b);
        }
        String lower = head.toString().toLowerCase();
        int at = lower.indexOf("content-length:");
        int length = at < 0 ? 0 : Integer.parseInt(lower.substring(at + 15, lower.indexOf('\r', at)).strip());
        in.readNBytes(length);
    }
}
