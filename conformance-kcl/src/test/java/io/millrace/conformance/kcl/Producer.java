package io.millrace.conformance.kcl;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/// Writers, one for each key, that put numbered records at a steady pace, the next one when the
/// former is acknowledged. What is not acknowledged is put again, so a number may stand twice in
/// the stream, one behind the other.
public final class Producer implements AutoCloseable {
    private static final int KEYS = 24;
    private static final long PACE_MILLIS = 150;

    private final KinesisClient kinesis;
    private final String stream;
    private final ConcurrentMap<String, Long> acknowledged = new ConcurrentHashMap<>();
    private final CountDownLatch ending = new CountDownLatch(1);
    private final List<Thread> writers = new ArrayList<>();

    private Producer(KinesisClient kinesis, String stream) {
        this.kinesis = kinesis;
        this.stream = stream;
    }

    /// Starts the writers.
    public static Producer start(KinesisClient kinesis, String stream) {
        Producer producer = new Producer(kinesis, stream);
        for (int i = 0; i < KEYS; i++) {
            String key = "key-" + i;
            producer.writers.add(Thread.ofVirtual().start(() -> producer.write(key)));
        }
        return producer;
    }

    /// The data of a record.
    public static String text(String key, long number) {
        return key + " " + number + " " + "x".repeat((int) (number * 37 % 500));
    }

    /// The last number acknowledged, by key, so far.
    public Map<String, Long> acknowledged() {
        return Map.copyOf(acknowledged);
    }

    /// Ends the writers.
    ///
    /// @return the last number acknowledged, by key; each from 1 was
    public Map<String, Long> stop() throws InterruptedException {
        ending.countDown();
        for (Thread writer : writers) {
            writer.join();
        }
        return acknowledged();
    }

    private void write(String key) {
        long number = 1;
        try {
            while (!ending.await(PACE_MILLIS, TimeUnit.MILLISECONDS)) {
                number += put(key, number) ? 1 : 0;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// @return whether it was acknowledged
    private boolean put(String key, long number) {
        try {
            SdkBytes data = SdkBytes.fromUtf8String(text(key, number));
            kinesis.putRecord(r -> r.streamName(stream).partitionKey(key).data(data));
            acknowledged.put(key, number);
            return true;
        } catch (SdkException serverAway) {
            return false;
        }
    }

    @Override
    public void close() {
        ending.countDown();
    }
}
