package io.millrace.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.Record;

/// Writers that number their records, one put in flight per key, never tried again: what was
/// acknowledged is known exactly, and what was not may be there at most once.
final class NumberedWriters {
    private final KinesisClient client;
    private final String stream;
    private final AtomicBoolean ending = new AtomicBoolean();
    private final Semaphore acknowledged = new Semaphore(0);
    private final AtomicInteger failures = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();
    private final Map<String, Set<Long>> numbers;

    /// @param numbers acknowledged numbers by key, added to; the next number of a key is above all
    ///   it tried
    NumberedWriters(
            URI endpoint, String stream, Map<String, Long> last, Map<String, Set<Long>> numbers) {
        this.client = Clients.withoutRetries(endpoint);
        this.stream = stream;
        this.numbers = numbers;
        for (String key : new TreeMap<>(last).keySet()) {
            threads.add(Thread.ofVirtual().start(() -> write(key, last)));
        }
    }

    /// The record with a number: of a length that varies, so that files fill.
    static String text(String key, long number) {
        return key + ":" + number + ":" + "x".repeat((int) (number * 131 % 1200));
    }

    /// The number of a record, which must be as it was written.
    static long number(Record record) {
        String text = record.data().asUtf8String();
        String key = record.partitionKey();
        int from = key.length() + 1;
        long number = Long.parseLong(text.substring(from, text.indexOf(':', from)));
        assertThat(text).isEqualTo(text(key, number));
        return number;
    }

    /// Puts that were not acknowledged so far.
    int failures() {
        return failures.get();
    }

    /// Waits until that many puts were acknowledged, or the server has died by itself.
    void awaitAcknowledged(int puts, BooleanSupplier serverAlive) throws InterruptedException {
        while (!acknowledged.tryAcquire(puts, 100, TimeUnit.MILLISECONDS)) {
            if (!serverAlive.getAsBoolean()) {
                return;
            }
        }
    }

    private void write(String key, Map<String, Long> last) {
        while (!ending.get()) {
            long number;
            synchronized (last) {
                number = last.merge(key, 1L, Long::sum);
            }
            byte[] data = text(key, number).getBytes(StandardCharsets.UTF_8);
            try {
                client.putRecord(r ->
                        r.streamName(stream).partitionKey(key).data(SdkBytes.fromByteArray(data)));
            } catch (RuntimeException notAcknowledged) {
                failures.incrementAndGet();
                continue;
            }
            synchronized (numbers) {
                numbers.computeIfAbsent(key, k -> new TreeSet<>()).add(number);
            }
            acknowledged.release();
        }
    }

    /// Ends the writers; call it once the server is down or after the last put that matters.
    void end() throws InterruptedException {
        ending.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
        client.close();
    }
}
