import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Loads the tables of a server on this machine, for `tables.sh`.
///
/// ```
/// java bench/TableLoad.java PORT fill   ITEMS                      puts items of some 100 bytes, 25 a request
/// java bench/TableLoad.java PORT count                             counts them by a full scan
/// java bench/TableLoad.java PORT update RATE WARM_UP SECONDS       adds one to an item, RATE times a second
/// ```
///
/// `update` is open loop: a request is due whether earlier ones were answered or not, and its time counts from then, over 64
/// connections. What could not be done on time while both sides warmed up is answered before what is measured is due. Each
/// adds one to one of 10,000 items; afterwards the sum over all items must be the number of answers, else it ends with 3.
/// Prints one JSON line.
public final class TableLoad {
    private static final int FILLERS = 8;
    private static final int BATCH = 25;
    private static final int COUNTERS = 10_000;

    /// What is due while so many wait for their answers waits too, and its time goes on.
    private static final int CONNECTIONS = 64;

    private static final Pattern COUNT = Pattern.compile("\"Count\":(\\d+)");
    private static final Pattern SUM = Pattern.compile("\"n\":\\{\"N\":\"(\\d+)\"}");
    private static final Pattern NEXT = Pattern.compile("\"LastEvaluatedKey\":(\\{[^}]*}})");

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI endpoint;

    private TableLoad(int port) {
        this.endpoint = URI.create("http://127.0.0.1:" + port);
    }

    public static void main(String[] arguments) throws Exception {
        TableLoad load = new TableLoad(Integer.parseInt(arguments[0]));
        System.out.println(
                switch (arguments[1]) {
                    case "fill" -> load.fill(Integer.parseInt(arguments[2]));
                    case "count" -> "{\"items\":" + load.scan("items", COUNT) + "}";
                    case "update" ->
                            load.update(
                                    Integer.parseInt(arguments[2]),
                                    Integer.parseInt(arguments[3]),
                                    Integer.parseInt(arguments[4]));
                    default -> throw new IllegalArgumentException(arguments[1]);
                });
        System.exit(0);
    }

    private String fill(int items) throws Exception {
        create("items");
        AtomicInteger next = new AtomicInteger();
        long start = System.nanoTime();
        Thread[] fillers = new Thread[FILLERS];
        for (int i = 0; i < FILLERS; i++) {
            fillers[i] = Thread.ofVirtual().start(() -> fill(next, items));
        }
        for (Thread filler : fillers) {
            filler.join();
        }
        return line("{\"items\":%d,\"seconds\":%.1f}", items, (System.nanoTime() - start) / 1e9);
    }

    private void fill(AtomicInteger next, int items) {
        for (int from = next.getAndAdd(BATCH); from < items; from = next.getAndAdd(BATCH)) {
            StringBuilder puts = new StringBuilder();
            for (int item = from; item < Math.min(items, from + BATCH); item++) {
                puts.append(puts.isEmpty() ? "" : ",")
                        .append(
                                line(
                                        "{\"PutRequest\":{\"Item\":{\"k\":{\"S\":\"item-%09d\"},\"owner\":{\"S\":\"worker-%d\"},"
                                                + "\"n\":{\"N\":\"%d\"},\"checkpoint\":{\"S\":\"%056d\"}}}}",
                                        item, item % 16, item, item));
            }
            try {
                call("BatchWriteItem", "{\"RequestItems\":{\"items\":[" + puts + "]}}");
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    private String update(int rate, int warmUp, int seconds) throws Exception {
        create("counters");
        int skipped = rate * warmUp;
        int all = skipped + rate * seconds;
        long[] nanos = new long[all];
        AtomicLong answered = new AtomicLong();
        AtomicLong failed = new AtomicLong();
        Semaphore connections = new Semaphore(CONNECTIONS);
        long start = System.nanoTime();
        for (int i = 0; i < all; i++) {
            int number = i;
            if (number == skipped) {
                connections.acquire(CONNECTIONS);
                connections.release(CONNECTIONS);
                start = System.nanoTime() - number * 1_000_000_000L / rate;
            }
            long due = start + number * 1_000_000_000L / rate;
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            String body =
                    "{\"TableName\":\"counters\",\"Key\":{\"k\":{\"S\":\"" + ThreadLocalRandom.current().nextInt(COUNTERS)
                            + "\"}},\"UpdateExpression\":\"ADD n :one SET seen = :now\",\"ExpressionAttributeValues\":"
                            + "{\":one\":{\"N\":\"1\"},\":now\":{\"N\":\"" + number + "\"}}}";
            connections.acquire();
            client.sendAsync(request("UpdateItem", body), HttpResponse.BodyHandlers.ofString())
                    .whenComplete((reply, thrown) -> {
                        nanos[number] = System.nanoTime() - due;
                        (thrown == null && reply.statusCode() == 200 ? answered : failed).incrementAndGet();
                        connections.release();
                    });
        }
        connections.tryAcquire(CONNECTIONS, 30, TimeUnit.SECONDS);
        long sum = scan("counters", SUM);
        long[] measured = Arrays.copyOfRange(nanos, skipped, all);
        Arrays.sort(measured);
        if (failed.get() > 0 || sum != answered.get() || answered.get() != all) {
            System.out.println("answered " + answered + ", failed " + failed + ", but the sum is " + sum);
            System.exit(3);
        }
        return line(
                "{\"updates_per_second\":%d,\"seconds\":%d,\"p50_ms\":%.3f,\"p99_ms\":%.3f,\"p999_ms\":%.3f,\"max_ms\":%.3f,"
                        + "\"verified\":true}",
                rate, seconds, at(measured, 0.5), at(measured, 0.99), at(measured, 0.999), at(measured, 1));
    }

    private static double at(long[] sorted, double part) {
        return sorted[(int) Math.min(sorted.length - 1, sorted.length * part)] / 1e6;
    }

    /// The sum of a number over all pages of a scan.
    private long scan(String table, Pattern number) throws IOException {
        String start = "";
        long sum = 0;
        String select = number == COUNT ? ",\"Select\":\"COUNT\"" : "";
        while (true) {
            String page = call("Scan", "{\"TableName\":\"" + table + "\"" + select + start + "}");
            for (Matcher found = number.matcher(page); found.find(); ) {
                sum += Long.parseLong(found.group(1));
            }
            Matcher next = NEXT.matcher(page);
            if (!next.find()) {
                return sum;
            }
            start = ",\"ExclusiveStartKey\":" + next.group(1);
        }
    }

    private void create(String table) throws IOException {
        call(
                "CreateTable",
                "{\"TableName\":\"" + table + "\",\"AttributeDefinitions\":[{\"AttributeName\":\"k\",\"AttributeType\":\"S\"}],"
                        + "\"KeySchema\":[{\"AttributeName\":\"k\",\"KeyType\":\"HASH\"}],\"BillingMode\":\"PAY_PER_REQUEST\"}");
    }

    private HttpRequest request(String operation, String body) {
        return HttpRequest.newBuilder(endpoint)
                .header("Content-Type", "application/x-amz-json-1.0")
                .header("X-Amz-Target", "DynamoDB_20120810." + operation)
                .header("X-Amz-Date", "20260101T000000Z")
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=any/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private String call(String operation, String body) throws IOException {
        try {
            HttpResponse<String> reply = client.send(request(operation, body), HttpResponse.BodyHandlers.ofString());
            if (reply.statusCode() != 200) {
                throw new IOException(operation + ": " + reply.body());
            }
            return reply.body();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
