package io.millrace.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// Reads called for ten times a second for a minute, and a service that allows five, in virtual
/// time.
class PacedReaderTest {
    private static final int SECONDS = 60;
    private static final int OFFERED = 10 * SECONDS;
    private static final int LIMIT = 5;
    private static final String PAGE =
            "{\"Records\":[{\"Data\":\"QUFB\",\"PartitionKey\":\"key\"}],\"NextShardIterator\":"
                    + "\"next\",\"MillisBehindLatest\":0}";

    private final AtomicLong nanos = new AtomicLong(1);
    private final Meter meter = new Meter();
    private final Pacer pacer = new Pacer(nanos::get, 10, OFFERED);
    private final PacedReader reader =
            new PacedReader(
                    pacer,
                    new PacedReader.Plan(WireFormat.JSON, "s", "shardId-000000000000", 1, meter));
    private double tokens = LIMIT;

    /// What the service does beyond its limit.
    private enum Beyond {
        REFUSE,
        ALLOW,
        FAIL
    }

    private void run(Beyond beyond) {
        meter.turn(true);
        pacer.start();
        for (int millis = 0; !reader.done().isDone(); millis++) {
            assertThat(millis).as("milliseconds").isLessThan(2000 * SECONDS);
            nanos.addAndGet(1_000_000);
            tokens = Math.min(LIMIT, tokens + LIMIT / 1000.0);
            boolean _ = pacer.tick();
            Conversation.Call call = reader.next();
            if (call != null) {
                answer(call, beyond);
            }
        }
    }

    private void answer(Conversation.Call call, Beyond beyond) {
        if (call.operation().equals("GetShardIterator")) {
            answer(200, "{\"ShardIterator\":\"first\"}");
        } else if (tokens >= 1) {
            tokens--;
            answer(200, PAGE);
        } else {
            switch (beyond) {
                case REFUSE ->
                        answer(400, "{\"__type\":\"ProvisionedThroughputExceededException\"}");
                case ALLOW -> answer(200, PAGE);
                case FAIL -> answer(400, "{\"__type\":\"ExpiredIteratorException\"}");
            }
        }
    }

    private void answer(int status, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Body body = new Body();
        body.write(bytes, 0, bytes.length);
        long _ = reader.answered(status, body, 1);
    }

    private Throttling throttling() {
        return new Throttling("read_calls", LIMIT, pacer.seconds(), OFFERED, meter.records());
    }

    @Test
    void aServiceThatHoldsItsLimitIsFoundToHoldIt() {
        run(Beyond.REFUSE);
        assertThat(throttling().holds()).as("%s", throttling()).isTrue();
        assertThat(throttling().percent()).isBetween(99.0, 101.0);
        assertThat(meter.records() + meter.throttled()).isEqualTo(OFFERED);
        assertThat(meter.bytes()).isEqualTo(meter.records() * 6);
        assertThat(meter.errors()).isZero();
    }

    @Test
    void aServiceThatAllowsMoreIsFoundOut() {
        run(Beyond.ALLOW);
        assertThat(throttling().holds()).as("%s", throttling()).isFalse();
        assertThat(meter.records()).isEqualTo(OFFERED);
    }

    @Test
    void whatIsRefusedForAnotherReasonIsAnError() {
        run(Beyond.FAIL);
        assertThat(meter.throttled()).isZero();
        assertThat(meter.errors()).isEqualTo(OFFERED - meter.records());
    }

    @Test
    void aServiceThatAllowsLessIsFoundOut() {
        assertThat(new Throttling("put_records", 1000, 60, 120_000, 59_700).holds()).isFalse();
        assertThat(new Throttling("put_records", 1000, 60, 120_000, 59_800).holds()).isTrue();
        assertThat(new Throttling("put_records", 1000, 60, 120_000, 62_221).holds()).isFalse();
    }
}
