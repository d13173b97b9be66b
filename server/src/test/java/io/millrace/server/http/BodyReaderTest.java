package io.millrace.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.io.Content;
import org.junit.jupiter.api.Test;

/// The reader against a source and a clock that do what they are told.
class BodyReaderTest {
    private final List<String> ends = new ArrayList<>();
    private final Pipe pipe = new Pipe();
    private final BodyBudget budget = new BodyBudget(BodyBudget.MIN_BYTES, Runnable::run);
    private final ArrayDeque<Runnable> turnsBegun = new ArrayDeque<>();
    private long nanos;
    private final Turns turns =
            new Turns(1, turnsBegun::add, () -> nanos, (_, task) -> turnsBegun.add(task));

    @Test
    void aBodyThatDripsIsGivenUp() {
        BodyReader reader = reader(1_000_000);
        reader.run();
        for (int second = 0; second < 60 && ends.isEmpty(); second++) {
            nanos += Duration.ofSeconds(1).toNanos();
            pipe.arrive(new byte[100], false);
        }
        assertThat(ends).containsExactly("refused 408");
        assertThat(nanos).isGreaterThan(HttpLimits.RATE_GRACE.toNanos());
    }

    @Test
    void aSlowButSteadyBodyIsRead() {
        BodyReader reader = reader(1_000_000);
        reader.run();
        for (int second = 0; second < 50; second++) {
            nanos += Duration.ofSeconds(1).toNanos();
            pipe.arrive(new byte[20_000], second == 49);
        }
        assertThat(ends).containsExactly("read 1000000");
    }

    @Test
    void aBodyHoldsAFewTimesWhatArrived() {
        BodyReader reader = reader(HttpLimits.HEAVY_BODY_BYTES);
        reader.run();
        pipe.arrive(new byte[1_000], false);
        assertThat(budget.takenBytes()).isEqualTo(8_000);
        pipe.arrive(new byte[100_000], false);
        assertThat(budget.takenBytes()).isEqualTo(808_000);
        reader.release();
        assertThat(budget.takenBytes()).isZero();
    }

    @Test
    void timeSpentWaitingForRoomIsNotHeldAgainstTheClient() {
        BodyPool large = budget.poolFor(HttpLimits.MAX_BODY_BYTES);
        Hog first = new Hog(16 << 20);
        Hog overdraft = new Hog(16 << 20);
        large.take(first);
        large.take(overdraft);
        BodyReader reader = reader(1_000_000);
        reader.run();
        pipe.arrive(new byte[30_000], false);
        assertThat(budget.waiting()).isEqualTo(1);
        nanos += Duration.ofHours(1).toNanos();
        large.giveBack(overdraft, 16 << 20);
        large.giveBack(first, 16 << 20);
        pipe.arrive(new byte[970_000], true);
        assertThat(ends).containsExactly("read 1000000");
    }

    @Test
    void aHeavyBodyIsReadInItsTurnsOnly() {
        int half = HttpLimits.HEAVY_BODY_BYTES;
        BodyReader reader = reader(2L * half);
        reader.run();
        pipe.arrive(new byte[half], false);
        assertThat(budget.takenBytes()).isZero();
        takeTurns();
        assertThat(budget.takenBytes()).isEqualTo(2L * half);
        pipe.arrive(new byte[half], true);
        assertThat(ends).isEmpty();
        takeTurns();
        assertThat(ends).containsExactly("read " + 2 * half);
        assertThat(reader.isHeavy()).isTrue();
    }

    @Test
    void aBodyOfUnknownLengthIsHeavyOnceItHasBecomeSo() {
        BodyReader reader = reader(-1);
        reader.run();
        pipe.arrive(new byte[HttpLimits.HEAVY_BODY_BYTES], false);
        assertThat(turnsBegun).isEmpty();
        pipe.arrive(new byte[1], false);
        assertThat(turnsBegun).isEmpty();
        pipe.arrive(new byte[1], true);
        assertThat(ends).isEmpty();
        takeTurns();
        assertThat(ends).containsExactly("read " + (HttpLimits.HEAVY_BODY_BYTES + 2));
    }

    @Test
    void timeSpentWaitingForATurnIsNotHeldAgainstTheClient() {
        BodyReader reader = reader(2_000_000);
        reader.run();
        takeTurns();
        pipe.arrive(new byte[1_000], false);
        nanos += Duration.ofHours(1).toNanos();
        takeTurns();
        pipe.arrive(new byte[1_999_000], true);
        takeTurns();
        assertThat(ends).containsExactly("read 2000000");
    }

    @Test
    void aFailureIsTold() {
        BodyReader reader = reader(100);
        reader.run();
        pipe.breakWith(new java.io.IOException("gone"));
        assertThat(ends).containsExactly("lost gone");
    }

    private void takeTurns() {
        while (!turnsBegun.isEmpty()) {
            turnsBegun.remove().run();
        }
    }

    private BodyReader reader(long declared) {
        return new BodyReader(
                pipe,
                declared,
                budget,
                turns,
                () -> nanos,
                new BodyReader.Listener() {
                    @Override
                    public void bodyRead(byte[] body) {
                        ends.add("read " + body.length);
                    }

                    @Override
                    public void bodyRefused(int status) {
                        ends.add("refused " + status);
                    }

                    @Override
                    public void bodyLost(Throwable cause) {
                        ends.add("lost " + cause.getMessage());
                    }
                });
    }

    private record Hog(int wantedBytes) implements BodyPool.Taker {
        @Override
        public void run() {}
    }

    /// Content that arrives when the test says so.
    private static final class Pipe implements Content.Source {
        private final ArrayDeque<Content.Chunk> chunks = new ArrayDeque<>();
        private Runnable demand = () -> {};

        void arrive(byte[] bytes, boolean last) {
            chunks.add(Content.Chunk.from(ByteBuffer.wrap(bytes), last));
            wake();
        }

        void breakWith(Throwable failure) {
            chunks.add(Content.Chunk.from(failure, true));
            wake();
        }

        private void wake() {
            Runnable waiting = demand;
            demand = () -> {};
            waiting.run();
        }

        @Override
        public Content.Chunk read() {
            return chunks.poll();
        }

        @Override
        public void demand(Runnable callback) {
            demand = callback;
        }

        @Override
        public void fail(Throwable failure) {}
    }
}
