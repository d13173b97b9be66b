package io.millrace.conformance.kpl.producer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import software.amazon.kinesis.producer.KinesisProducer;
import software.amazon.kinesis.producer.KinesisProducerConfiguration;
import software.amazon.kinesis.producer.UserRecordResult;

/// Puts numbered records through KPL, aggregated, over TLS, at a steady pace, until its standard
/// input ends.
///
/// Arguments: port, stream, keys. Prints how many numbers it put for each key and how many records
/// were not acknowledged.
public final class KplProducer {
    private static final long PACE_MILLIS = 100;
    private static final int PATIENCE_MILLIS = 60_000;

    private KplProducer() {}

    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[0]);
        String stream = arguments[1];
        int keys = Integer.parseInt(arguments[2]);
        AtomicBoolean ended = new AtomicBoolean();
        Thread.ofPlatform().daemon().start(() -> awaitEnd(ended));
        KinesisProducer producer =
                new KinesisProducer(
                        new KinesisProducerConfiguration()
                                .setRegion("us-east-1")
                                .setKinesisEndpoint("127.0.0.1")
                                .setKinesisPort(port)
                                .setCloudwatchEndpoint("127.0.0.1")
                                .setCloudwatchPort(port)
                                .setVerifyCertificate(false)
                                .setRecordMaxBufferedTime(100)
                                .setRecordTtl(PATIENCE_MILLIS)
                                .setMetricsUploadDelay(2_000));
        List<Future<UserRecordResult>> results = new ArrayList<>();
        int number = 0;
        while (!ended.get()) {
            number++;
            for (int key = 0; key < keys; key++) {
                String name = "key-" + key;
                String text = name + " " + number + " " + "x".repeat(number * 37 % 500);
                ByteBuffer data = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                results.add(producer.addUserRecord(stream, name, data));
            }
            TimeUnit.MILLISECONDS.sleep(PACE_MILLIS);
        }
        producer.flushSync();
        System.out.println("put " + number + ", lost " + awaitAll(results));
        producer.destroy();
        System.exit(0);
    }

    private static void awaitEnd(AtomicBoolean ended) {
        try {
            while (System.in.read() >= 0) {
                // Nothing is said to it; it waits for the end.
            }
        } catch (IOException broken) {
            System.out.println(broken);
        }
        ended.set(true);
    }

    /// @return how many were not acknowledged
    private static int awaitAll(List<Future<UserRecordResult>> results) throws Exception {
        int lost = 0;
        for (Future<UserRecordResult> result : results) {
            try {
                boolean stored = result.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS).isSuccessful();
                lost += stored ? 0 : 1;
            } catch (ExecutionException refused) {
                System.out.println(refused.getCause());
                lost++;
            }
        }
        return lost;
    }
}
