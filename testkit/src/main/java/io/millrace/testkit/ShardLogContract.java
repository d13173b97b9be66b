package io.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.log.Append;
import io.millrace.log.AppendResult;
import io.millrace.log.AppendResult.Outcome;
import io.millrace.log.Batch;
import io.millrace.log.Bounds;
import io.millrace.log.Claim;
import io.millrace.log.Entry;
import io.millrace.log.LogClosedException;
import io.millrace.log.Seal;
import io.millrace.log.ShardRef;
import io.millrace.log.Writer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every back end promises about writing to shard logs: order, positions, times, fencing,
/// seals, and what a restart keeps.
public abstract class ShardLogContract {
    private static final ShardRef SHARD = new ShardRef(11, 0);
    private static final ShardRef OTHER = new ShardRef(11, 1);
    private static final ShardRef ELSEWHERE = new ShardRef(12, 0);

    private LogProbe log;

    protected abstract BackEnd backEnd();

    @BeforeEach
    final void openLog() throws IOException {
        log = new LogProbe(backEnd());
    }

    @AfterEach
    final void closeLog() {
        log.close();
    }

    @Test
    void entriesComeBackAsTheyWereAppended() {
        Batch batch =
                Batch.builder(100)
                        .add(null, new byte[0], new byte[] {1, 2, 3})
                        .add(new byte[0], new byte[] {9}, new byte[0])
                        .add(new byte[] {'k'}, new byte[] {8, 7}, new byte[] {0, -1, 127}, 1, 1)
                        .build();
        Writer writer = log.claim(SHARD);

        AppendResult result =
                LogProbe.of(log.shards().append(List.of(new Append(writer, batch)))).getFirst();

        List<Entry> entries = log.entries(SHARD, 1);
        assertThat(entries).extracting(Entry::hasKey).containsExactly(false, true, true);
        assertThat(entries).extracting(Entry::key).containsExactly("", "", "k");
        assertThat(entries)
                .extracting(LogProbe::bytes)
                .containsExactly(new byte[] {1, 2, 3}, new byte[0], new byte[] {-1});
        assertThat(entries).extracting(Entry::attributesLength).containsExactly(0, 1, 2);
        assertThat(entries.get(1).array()[entries.get(1).attributesOffset()]).isEqualTo((byte) 9);
        assertThat(entries)
                .extracting(Entry::position)
                .containsExactly(
                        result.firstPosition(),
                        result.firstPosition() + 1,
                        result.firstPosition() + 2);
        assertThat(entries).allMatch(entry -> entry.timeMillis() == result.timeMillis());
        assertThat(entries).allMatch(entry -> entry.epoch() == result.epoch());
    }

    @Test
    void positionsRiseInTheOrderOfTheCalls() {
        Writer writer = log.claim(SHARD);
        List<CompletableFuture<List<AppendResult>>> pipelined =
                IntStream.range(0, 300)
                        .mapToObj(i ->
                                log.shards()
                                        .append(
                                                List.of(
                                                        new Append(
                                                                writer, LogProbe.batch("v" + i)))))
                        .toList();

        long before = 0;
        for (CompletableFuture<List<AppendResult>> future : pipelined) {
            AppendResult result = LogProbe.of(future).getFirst();
            assertThat(result.outcome()).isEqualTo(Outcome.STORED);
            assertThat(result.firstPosition()).isGreaterThan(before);
            before = result.firstPosition();
        }
        assertThat(log.values(SHARD))
                .isEqualTo(IntStream.range(0, 300).mapToObj(i -> "v" + i).toList());
    }

    @Test
    void batchesOfOneCallStandEachForItself() {
        Writer stale = log.claim(OTHER);
        Writer fresh = log.claim(OTHER);
        Writer writer = log.claim(SHARD);
        Writer sealed = log.claim(ELSEWHERE);
        assertThat(LogProbe.of(log.shards().seal(sealed)).outcome()).isEqualTo(Outcome.STORED);

        List<AppendResult> results =
                LogProbe.of(
                        log.shards()
                                .append(
                                        List.of(
                                                new Append(writer, LogProbe.batch("a", "b")),
                                                new Append(stale, LogProbe.batch("x")),
                                                new Append(sealed, LogProbe.batch("y")),
                                                new Append(fresh, LogProbe.batch("c")),
                                                new Append(writer, LogProbe.batch("d")))));

        assertThat(results)
                .extracting(AppendResult::outcome)
                .containsExactly(
                        Outcome.STORED,
                        Outcome.FENCED,
                        Outcome.SEALED,
                        Outcome.STORED,
                        Outcome.STORED);
        assertThat(log.values(SHARD)).containsExactly("a", "b", "d");
        assertThat(log.values(OTHER)).containsExactly("c");
        assertThat(log.values(ELSEWHERE)).isEmpty();
    }

    @Test
    void anEmptyCallIsAnsweredEmpty() {
        assertThat(LogProbe.of(log.shards().append(List.of()))).isEmpty();
    }

    @Test
    void aClaimTellsWhereTheLogStands() {
        Claim first = LogProbe.of(log.shards().claim(SHARD));
        assertThat(first.lastTimeMillis()).isZero();
        assertThat(first.nextPosition()).isPositive();
        assertThat(first.sealed()).isFalse();
        assertThat(first.writer().shard()).isEqualTo(SHARD);

        AppendResult stored = log.store(first.writer(), "a", "b");
        assertThat(stored.firstPosition()).isGreaterThanOrEqualTo(first.nextPosition());

        Claim second = LogProbe.of(log.shards().claim(SHARD));
        assertThat(second.nextPosition()).isGreaterThanOrEqualTo(stored.firstPosition() + 2);
        assertThat(second.lastTimeMillis()).isEqualTo(stored.timeMillis());
    }

    @Test
    void aClaimFencesTheFormerWriter() {
        Writer former = log.claim(SHARD);
        log.store(former, "a");
        Writer writer = log.claim(SHARD);

        assertThat(log.append(former, "b")).isEqualTo(AppendResult.refused(Outcome.FENCED));
        assertThat(LogProbe.of(log.shards().seal(former)).outcome()).isEqualTo(Outcome.FENCED);
        log.store(writer, "c");

        assertThat(log.values(SHARD)).containsExactly("a", "c");
        assertThat(log.shards().bounds(SHARD).sealed()).isFalse();
    }

    @Test
    void aSealEndsTheLogForGood() throws IOException {
        Writer writer = log.claim(SHARD);
        AppendResult last = log.store(writer, "a", "b");

        Seal seal = LogProbe.of(log.shards().seal(writer));

        assertThat(seal.outcome()).isEqualTo(Outcome.STORED);
        assertThat(seal.endPosition()).isEqualTo(last.firstPosition() + 2);
        assertThat(seal.timeMillis()).isGreaterThanOrEqualTo(last.timeMillis());
        assertThat(log.append(writer, "c")).isEqualTo(AppendResult.refused(Outcome.SEALED));
        log.clock().advance(Duration.ofHours(1));
        assertThat(LogProbe.of(log.shards().seal(writer))).isEqualTo(seal);
        assertSealed(seal);
        log.restart();
        assertSealed(seal);
        assertThat(log.values(SHARD)).containsExactly("a", "b");
    }

    private void assertSealed(Seal seal) {
        Claim claim = LogProbe.of(log.shards().claim(SHARD));
        assertThat(claim.sealed()).isTrue();
        assertThat(LogProbe.of(log.shards().seal(claim.writer()))).isEqualTo(seal);
        assertThat(log.append(claim.writer(), "d")).isEqualTo(AppendResult.refused(Outcome.SEALED));
        Bounds bounds = log.shards().bounds(SHARD);
        assertThat(bounds.sealed()).isTrue();
        assertThat(bounds.nextPosition()).isLessThanOrEqualTo(seal.endPosition());
    }

    @Test
    void aSealStandsBehindEverythingAppendedBeforeIt() {
        Writer writer = log.claim(SHARD);
        CompletableFuture<List<AppendResult>> before =
                log.shards().append(List.of(new Append(writer, LogProbe.batch("a", "b", "c"))));
        CompletableFuture<Seal> seal = log.shards().seal(writer);
        CompletableFuture<List<AppendResult>> after =
                log.shards().append(List.of(new Append(writer, LogProbe.batch("d"))));

        AppendResult stored = LogProbe.of(before).getFirst();
        assertThat(stored.outcome()).isEqualTo(Outcome.STORED);
        assertThat(LogProbe.of(seal).endPosition()).isEqualTo(stored.firstPosition() + 3);
        assertThat(LogProbe.of(after)).containsExactly(AppendResult.refused(Outcome.SEALED));
    }

    @Test
    void anEmptyLogCanBeSealed() throws IOException {
        Claim claim = LogProbe.of(log.shards().claim(SHARD));
        Seal seal = LogProbe.of(log.shards().seal(claim.writer()));

        assertThat(seal.endPosition()).isEqualTo(claim.nextPosition());
        assertThat(seal.timeMillis()).isEqualTo(log.clock().millis());
        log.restart();
        assertSealed(seal);
        assertThat(log.entries(SHARD, 1)).isEmpty();
    }

    @Test
    void timesFollowTheClockAndNeverFall() throws IOException {
        Writer writer = log.claim(SHARD);
        long start = log.clock().millis();
        assertThat(log.store(writer, "a").timeMillis()).isEqualTo(start);
        log.clock().advance(Duration.ofMillis(1500));
        assertThat(log.store(writer, "b").timeMillis()).isEqualTo(start + 1500);
        log.clock().advance(Duration.ofHours(-2));
        assertThat(log.store(writer, "c").timeMillis()).isEqualTo(start + 1500);
        log.restart();
        Claim claim = LogProbe.of(log.shards().claim(SHARD));
        assertThat(claim.lastTimeMillis()).isEqualTo(start + 1500);
        assertThat(log.store(claim.writer(), "d").timeMillis()).isEqualTo(start + 1500);
        assertThat(LogProbe.of(log.shards().seal(claim.writer())).timeMillis())
                .isEqualTo(start + 1500);
        assertThat(log.entries(SHARD, 1))
                .extracting(Entry::timeMillis)
                .containsExactly(start, start + 1500, start + 1500, start + 1500);
    }

    @Test
    void aRestartKeepsEverythingAndRaisesTheEpoch() throws IOException {
        AppendResult first = log.store(log.claim(SHARD), "a", "b");
        AppendResult elsewhere = log.store(log.claim(ELSEWHERE), "x");
        Bounds bounds = log.shards().bounds(SHARD);

        log.restart();

        assertThat(log.shards().bounds(SHARD)).isEqualTo(bounds);
        assertThat(log.values(SHARD)).containsExactly("a", "b");
        assertThat(log.entries(ELSEWHERE, 1))
                .singleElement()
                .returns(elsewhere.firstPosition(), Entry::position)
                .returns(elsewhere.timeMillis(), Entry::timeMillis)
                .returns(elsewhere.epoch(), Entry::epoch);
        Claim claim = LogProbe.of(log.shards().claim(SHARD));
        assertThat(claim.nextPosition()).isGreaterThanOrEqualTo(first.firstPosition() + 2);
        AppendResult second = log.store(claim.writer(), "c");
        assertThat(second.epoch()).isGreaterThan(first.epoch());
        assertThat(second.firstPosition()).isGreaterThan(first.firstPosition() + 1);
        assertThat(log.values(SHARD)).containsExactly("a", "b", "c");
    }

    @Test
    void theLargestBatchIsStoredWhole() throws IOException {
        byte[] large = new byte[10 << 20];
        new Random(1).nextBytes(large);
        Batch batch = Batch.builder(large.length + 20).add(null, new byte[0], large).build();
        Writer writer = log.claim(SHARD);
        log.store(writer, "before");
        AppendResult result =
                LogProbe.of(log.shards().append(List.of(new Append(writer, batch)))).getFirst();
        log.store(writer, "after");

        assertThat(result.outcome()).isEqualTo(Outcome.STORED);
        log.restart();
        List<Entry> entries = log.entries(SHARD, 1);
        assertThat(entries).hasSize(3);
        assertThat(LogProbe.bytes(entries.get(1))).isEqualTo(large);
    }

    @Test
    void theOrderOfAShardIsThatOfTheCallsHoweverLargeTheyAre() throws IOException {
        List<ShardRef> refs = List.of(SHARD, OTHER, ELSEWHERE);
        List<Writer> writers = refs.stream().map(log::claim).toList();
        String padding = "p".repeat(1_500_000);
        List<CompletableFuture<List<AppendResult>>> pipelined = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            String value = i + (i % 7 == 0 ? padding : "");
            Append first = new Append(writers.get(i % 3), LogProbe.batch(value));
            Append second = new Append(writers.get((i + i / 3) % 3), LogProbe.batch(value));
            pipelined.add(log.shards().append(List.of(first, second)));
        }
        pipelined.forEach(LogProbe::of);

        for (int round = 0; round < 2; round++) {
            for (ShardRef ref : refs) {
                List<Integer> numbers =
                        log.values(ref).stream()
                                .map(value -> Integer.valueOf(value.replace("p", "")))
                                .toList();
                assertThat(numbers).hasSizeGreaterThan(30).isSorted();
            }
            log.restart();
        }
    }

    @Test
    void manyShardsShareOneCall() throws IOException {
        List<ShardRef> refs = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            refs.add(new ShardRef(20 + i % 7, i));
        }
        List<Writer> writers =
                refs.stream()
                        .map(log.shards()::claim)
                        .map(LogProbe::of)
                        .map(Claim::writer)
                        .toList();
        for (int round = 0; round < 3; round++) {
            String value = "r" + round;
            List<AppendResult> results =
                    LogProbe.of(
                            log.shards()
                                    .append(
                                            writers.stream()
                                                    .map(w -> new Append(w, LogProbe.batch(value)))
                                                    .toList()));
            assertThat(results).allMatch(result -> result.outcome() == Outcome.STORED);
        }

        log.restart();

        assertThat(refs)
                .allSatisfy(ref -> assertThat(log.values(ref)).containsExactly("r0", "r1", "r2"));
        assertThat(log.shards().streams()).contains(20L, 21L, 22L, 23L, 24L, 25L, 26L);
    }

    @Test
    void aClosedLogSaysSo() {
        Writer writer = log.claim(SHARD);
        log.engine().close();
        log.engine().close();

        assertThatThrownBy(() -> log.shards().claim(SHARD).join())
                .satisfies(ShardLogContract::saysClosed);
        assertThatThrownBy(() ->
                        log.shards()
                                .append(List.of(new Append(writer, LogProbe.batch("a"))))
                                .join())
                .satisfies(ShardLogContract::saysClosed);
        assertThatThrownBy(() -> log.shards().seal(writer).join())
                .satisfies(ShardLogContract::saysClosed);
    }

    private static void saysClosed(Throwable thrown) {
        Throwable cause = thrown instanceof LogClosedException ? thrown : thrown.getCause();
        assertThat(cause).isInstanceOf(LogClosedException.class);
    }
}
