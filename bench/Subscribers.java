import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Subscriptions by the thousand to a stream without records, for `fanout.sh`: plain HTTP/1.1, a connection each, as boto3
/// does it. (The AWS SDK for Java keeps 2 MiB for each to decode into.)
///
/// ```
/// java bench/Subscribers.java PORT CONSUMERS SHARDS SECONDS
/// ```
///
/// Prints `subscribed N` once each has had its first event, reads on until the time is up, and ends with 3 if one broke.
public final class Subscribers {
    private static final String HEAD =
            "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Amz-Target: Kinesis_20131202.%s\r\n"
                    + "Content-Type: application/x-amz-json-1.1\r\nX-Amz-Date: 20260101T000000Z\r\n"
                    + "Authorization: AWS4-HMAC-SHA256 Credential=any/20260101/us-east-1/kinesis/aws4_request,"
                    + " SignedHeaders=host, Signature=0\r\nContent-Length: %d\r\n\r\n";

    private static final String STREAM = "subscribers";
    private static final int BEGUN_AT_ONCE = 200;

    private final int port;
    private final CountDownLatch begun;
    private final Semaphore turns = new Semaphore(BEGUN_AT_ONCE);

    private Subscribers(int port, int subscriptions) {
        this.port = port;
        this.begun = new CountDownLatch(subscriptions);
    }

    public static void main(String[] arguments) throws Exception {
        int consumers = Integer.parseInt(arguments[1]);
        int shards = Integer.parseInt(arguments[2]);
        long end = System.nanoTime() + Long.parseLong(arguments[3]) * 1_000_000_000L;
        new Subscribers(Integer.parseInt(arguments[0]), consumers * shards).run(consumers, shards, end);
    }

    private void run(int consumers, int shards, long end) throws Exception {
        call("CreateStream", "{\"StreamName\":\"" + STREAM + "\",\"ShardCount\":" + shards + "}");
        String stream = member("StreamARN", call("DescribeStreamSummary", "{\"StreamName\":\"" + STREAM + "\"}"));
        for (int consumer = 0; consumer < consumers; consumer++) {
            String body = "{\"StreamARN\":\"" + stream + "\",\"ConsumerName\":\"c" + consumer + "\"}";
            String arn = member("ConsumerARN", call("RegisterStreamConsumer", body));
            for (int shard = 0; shard < shards; shard++) {
                int number = shard;
                turns.acquire();
                Thread.ofVirtual().start(() -> subscribe(arn, number));
            }
        }
        begun.await();
        System.out.println("subscribed " + consumers * shards);
        Thread.sleep(Math.max(0, (end - System.nanoTime()) / 1_000_000));
        System.exit(0);
    }

    /// Reads for as long as the program runs.
    private void subscribe(String consumer, int shard) {
        String body =
                "{\"ConsumerARN\":\"%s\",\"ShardId\":\"shardId-%012d\",\"StartingPosition\":{\"Type\":\"LATEST\"}}"
                        .formatted(consumer, shard);
        try (Socket socket = send("SubscribeToShard", body)) {
            InputStream in = socket.getInputStream();
            String head = head(in);
            if (!head.startsWith("HTTP/1.1 200")) {
                throw new IOException(head);
            }
            byte[] taken = new byte[512];
            in.read(taken);
            turns.release();
            begun.countDown();
            while (in.read(taken) >= 0) {
                // Heartbeats.
            }
            throw new EOFException("a subscription has ended");
        } catch (IOException broken) {
            System.out.println(broken.getMessage());
            System.exit(3);
        }
    }

    private Socket send(String operation, String body) throws IOException {
        Socket socket = new Socket("127.0.0.1", port);
        String request = HEAD.formatted(operation, body.length()) + body;
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private String call(String operation, String body) throws IOException {
        try (Socket socket = send(operation, body)) {
            InputStream in = socket.getInputStream();
            String head = head(in).toLowerCase();
            Matcher length = Pattern.compile("content-length: *(\\d+)").matcher(head);
            String answer = length.find() ? new String(in.readNBytes(Integer.parseInt(length.group(1))), StandardCharsets.UTF_8) : "";
            if (!head.startsWith("http/1.1 200")) {
                throw new IOException(operation + ": " + answer);
            }
            return answer;
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int b = in.read();
            if (b < 0) {
                throw new EOFException("closed");
            }
            head.append((char) b);
        }
        return head.toString();
    }

    private static String member(String name, String json) {
        Matcher matcher = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
        if (!matcher.find()) {
            throw new IllegalStateException("no " + name + " in " + json);
        }
        return matcher.group(1);
    }
}
