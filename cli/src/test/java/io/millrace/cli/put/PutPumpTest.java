package io.millrace.cli.put;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.cli.client.Backoff;
import io.millrace.cli.terminal.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;

@Timeout(60)
class PutPumpTest {
    /// Each look at the clock takes a second.
    private final AtomicLong ticks = new AtomicLong();

    private final PutTotals totals = new PutTotals();

    private PutPump pump(ScriptedStream stream, boolean strict) {
        return pump(stream, strict, Duration.ofDays(1));
    }

    private PutPump pump(ScriptedStream stream, boolean strict, Duration patience) {
        KeyLanes lanes = new KeyLanes(strict, new Backoff(new SplittableRandom(1)));
        return new PutPump(
                stream, "s", lanes, totals, () -> ticks.addAndGet(1_000_000_000L), patience);
    }

    private static void add(PutPump pump, String key, int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            pump.add(new PutEntry(key, ("" + i).getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static String[] numbers(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toArray(String[]::new);
    }

    @Test
    void everythingIsStoredInFewRequests() throws Exception {
        ScriptedStream stream = new ScriptedStream();
        try (PutPump pump = pump(stream, false)) {
            add(pump, "k", 5000);
            pump.start(4).drain();
        }
        assertThat(stream.storedOf("k")).containsExactly(numbers(5000));
        assertThat(stream.requestSizes()).hasSize(10).containsOnly(500);
        assertThat(totals.records()).isEqualTo(5000);
    }

    @Test
    void refusedRecordsAreSentAgainInOrder() throws Exception {
        // Of each of the first requests the service takes ten records, as a throttled shard does.
        ScriptedStream stream = new ScriptedStream().refusing((call, i) -> call < 4 && i >= 10);
        try (PutPump pump = pump(stream, false).start(4)) {
            add(pump, "a", 700);
            pump.drain();
            assertThat(pump.overtaken()).isZero();
        }
        assertThat(stream.storedOf("a")).containsExactly(numbers(700));
        assertThat(totals.refusals()).isPositive();
    }

    @Test
    void strictOrderHoldsWhateverIsRefused() throws Exception {
        ScriptedStream stream = new ScriptedStream().refusing((call, i) -> (call + i) % 3 == 1);
        try (PutPump pump = pump(stream, true).start(4)) {
            add(pump, "a", 50);
            add(pump, "b", 50);
            pump.drain();
            assertThat(pump.overtaken()).isZero();
        }
        assertThat(stream.storedOf("a")).containsExactly(numbers(50));
        assertThat(stream.storedOf("b")).containsExactly(numbers(50));
    }

    @Test
    void aRecordThatWasOvertakenIsReported() throws Exception {
        ScriptedStream stream = new ScriptedStream().refusing((call, i) -> call == 0 && i == 1);
        try (PutPump pump = pump(stream, false)) {
            add(pump, "a", 3);
            pump.start(1).drain();
            assertThat(pump.overtaken()).isEqualTo(1);
        }
        assertThat(stream.storedOf("a")).containsExactly("0", "2", "1");
    }

    @Test
    void aServerThatIsAwayIsWaitedFor() throws Exception {
        ScriptedStream stream =
                new ScriptedStream()
                        .beforeCall(call -> {
                            if (call < 5) {
                                throw SdkClientException.create(
                                        "no", new IOException("Connection refused"));
                            }
                        });
        try (PutPump pump = pump(stream, false)) {
            add(pump, "a", 100);
            pump.start(2).drain();
        }
        assertThat(stream.storedOf("a")).containsExactly(numbers(100));
    }

    @Test
    void aServerThatStaysAwayIsGivenUp() {
        ScriptedStream stream =
                new ScriptedStream()
                        .beforeCall(_ -> {
                            throw SdkClientException.create(
                                    "no", new IOException("Connection refused"));
                        });
        PutPump pump = pump(stream, false, Duration.ofSeconds(1)).start(2);
        assertThatThrownBy(
                        () -> {
                            add(pump, "a", 100);
                            pump.drain();
                        })
                .isInstanceOf(Failure.class)
                .hasMessageContaining("gave up")
                .hasMessageContaining("Connection refused");
    }

    @Test
    void aStreamThatDoesNotExistEndsItAtOnce() {
        ScriptedStream stream =
                new ScriptedStream()
                        .beforeCall(_ -> {
                            throw ResourceNotFoundException.builder()
                                    .awsErrorDetails(
                                            AwsErrorDetails.builder()
                                                    .errorCode("ResourceNotFoundException")
                                                    .errorMessage("Stream s not found")
                                                    .build())
                                    .statusCode(400)
                                    .build();
                        });
        PutPump pump = pump(stream, false).start(2);
        assertThatThrownBy(
                        () -> {
                            add(pump, "a", 1_000_000);
                            pump.drain();
                        })
                .isInstanceOf(Failure.class)
                .hasMessageContaining("Stream s not found");
        assertThat(stream.storedCount()).isZero();
    }
}
