package io.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.log.Append;
import io.millrace.log.AppendResult;
import io.millrace.log.AppendResult.Outcome;
import io.millrace.log.Batch;
import io.millrace.log.Bounds;
import io.millrace.log.Entry;
import io.millrace.log.ShardRef;
import io.millrace.log.Slice;
import io.millrace.log.Tip;
import io.millrace.log.Writer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every back end promises about reading, waiting, trimming and dropping.
public abstract class ShardReadContract {
    private static final ShardRef SHARD = new ShardRef(31, 4);
    private static final ShardRef OTHER = new ShardRef(31, 5);
    private static final int NO_LIMIT = 1 << 20;

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
    void aLogNeverClaimedReadsAsEmpty() {
        assertThat(log.shards().bounds(SHARD)).isEqualTo(Bounds.EMPTY);
        assertThat(log.shards().tip(SHARD)).isEqualTo(Tip.EMPTY);
        assertThat(log.shards().read(SHARD, 1, 10, 10)).isEqualTo(new Slice(List.of(), 1));
        assertThat(log.shards().firstAtOrAfter(SHARD, 0)).isEqualTo(1);
        assertThat(log.shards().streams()).doesNotContain(SHARD.stream());
    }

    @Test
    void theTipIsWhereTheBoundsEnd() throws IOException {
        Writer writer = log.claim(SHARD);
        AppendResult last = log.store(writer, "a", "b", "c");

        assertThat(log.shards().tip(SHARD))
                .isEqualTo(new Tip(last.firstPosition() + 3, last.timeMillis()))
                .isEqualTo(endOf(log.shards().bounds(SHARD)));
        log.restart();
        assertThat(log.shards().tip(SHARD)).isEqualTo(endOf(log.shards().bounds(SHARD)));
    }

    private static Tip endOf(Bounds bounds) {
        return new Tip(bounds.nextPosition(), bounds.lastTimeMillis());
    }

    @Test
    void aReadStopsAtItsLimits() {
        Writer writer = log.claim(SHARD);
        long first = log.store(writer, "aaaa", "bbb", "cc").firstPosition();
        long second = log.store(writer, "d").firstPosition();

        assertThat(read(first, 2, NO_LIMIT)).containsExactly("aaaa", "bbb");
        assertThat(read(first, 4, NO_LIMIT)).containsExactly("aaaa", "bbb", "cc", "d");
        assertThat(read(first, 100, 7)).containsExactly("aaaa", "bbb");
        assertThat(read(first, 100, 8)).containsExactly("aaaa", "bbb");
        assertThat(read(first, 100, 9)).containsExactly("aaaa", "bbb", "cc");
        assertThat(read(first, 100, 10)).containsExactly("aaaa", "bbb", "cc", "d");
        assertThat(read(first + 1, 1, NO_LIMIT)).containsExactly("bbb");
        assertThat(read(second, 1, NO_LIMIT)).containsExactly("d");
    }

    @Test
    void theFirstEntryPassesAnyLimit() {
        Writer writer = log.claim(SHARD);
        long first = log.store(writer, "x".repeat(5000), "yyyyy").firstPosition();

        assertThat(read(first, 10, 1)).containsExactly("x".repeat(5000));
        assertThat(read(first + 1, 10, 4)).containsExactly("yyyyy");
    }

    @Test
    void keysCountTowardsTheLimit() {
        Writer writer = log.claim(SHARD);
        Batch batch =
                Batch.builder(64)
                        .add(new byte[10], new byte[50], new byte[10])
                        .add(new byte[10], new byte[50], new byte[10])
                        .build();
        assertThat(LogProbe.of(log.shards().append(List.of(new Append(writer, batch)))))
                .first()
                .returns(Outcome.STORED, AppendResult::outcome);

        assertThat(read(1, 10, 39)).hasSize(1);
        assertThat(read(1, 10, 40)).hasSize(2);
    }

    @Test
    void readingGoesOnWhereItStopped() {
        Writer writer = log.claim(SHARD);
        for (int i = 0; i < 50; i++) {
            log.store(writer, i + "a", i + "b", i + "c");
        }

        List<String> all = new ArrayList<>();
        long from = 1;
        Slice slice = log.shards().read(SHARD, from, 2, NO_LIMIT);
        while (!slice.entries().isEmpty()) {
            slice.entries().forEach(entry -> all.add(LogProbe.value(entry)));
            assertThat(slice.nextPosition())
                    .isEqualTo(slice.entries().getLast().position() + 1)
                    .isGreaterThan(from);
            from = slice.nextPosition();
            slice = log.shards().read(SHARD, from, 2, NO_LIMIT);
        }

        assertThat(all).hasSize(150).isEqualTo(log.values(SHARD));
    }

    @Test
    void theTipAndWhatLiesBehindItReadAsEmpty() {
        Writer writer = log.claim(SHARD);
        log.store(writer, "a");
        long next = log.shards().bounds(SHARD).nextPosition();

        assertThat(log.shards().read(SHARD, next, 5, 5)).isEqualTo(new Slice(List.of(), next));
        assertThat(log.shards().read(SHARD, next + 77, 5, 5))
                .isEqualTo(new Slice(List.of(), next + 77));
    }

    @Test
    void instantsAreFoundBetweenEntries() throws IOException {
        Writer writer = log.claim(SHARD);
        long start = log.clock().millis();
        long a = log.store(writer, "a").firstPosition();
        log.clock().advance(Duration.ofMillis(100));
        long b = log.store(writer, "b", "b").firstPosition();
        log.store(writer, "c");
        log.clock().advance(Duration.ofMillis(100));
        long d = log.store(writer, "d").firstPosition();

        for (int round = 0; round < 2; round++) {
            assertThat(log.shards().firstAtOrAfter(SHARD, 0)).isEqualTo(a);
            assertThat(log.shards().firstAtOrAfter(SHARD, start)).isEqualTo(a);
            assertThat(log.shards().firstAtOrAfter(SHARD, start + 1)).isEqualTo(b);
            assertThat(log.shards().firstAtOrAfter(SHARD, start + 100)).isEqualTo(b);
            assertThat(log.shards().firstAtOrAfter(SHARD, start + 101)).isEqualTo(d);
            assertThat(log.shards().firstAtOrAfter(SHARD, start + 200)).isEqualTo(d);
            assertThat(log.shards().firstAtOrAfter(SHARD, start + 201))
                    .isEqualTo(log.shards().bounds(SHARD).nextPosition());
            log.restart();
        }
    }

    @Test
    void waitingEndsWhenThereIsSomethingToRead() {
        Writer writer = log.claim(SHARD);
        long next = log.store(writer, "a").firstPosition() + 1;

        assertThat(log.shards().await(SHARD, next - 1)).succeedsWithin(Duration.ofMinutes(1));
        CompletableFuture<Void> waiting = log.shards().await(SHARD, next);
        CompletableFuture<Void> further = log.shards().await(SHARD, next + 1);
        CompletableFuture<Integer> seen =
                waiting.thenApply(done -> log.shards().read(SHARD, next, 1, 1).entries().size());
        assertThat(waiting).isNotDone();
        log.store(writer, "b");

        assertThat(LogProbe.of(seen)).isOne();
        assertThat(further).isNotDone();
        log.store(writer, "c");
        LogProbe.of(further);
    }

    @Test
    void waitingEndsWithASeal() {
        Writer writer = log.claim(SHARD);
        CompletableFuture<Void> waiting = log.shards().await(SHARD, 100);
        LogProbe.of(log.shards().seal(writer));

        LogProbe.of(waiting);
        LogProbe.of(log.shards().await(SHARD, 100));
    }

    @Test
    void waitingEndsWithADrop() {
        log.store(log.claim(SHARD), "a");
        log.store(log.claim(OTHER), "a");
        CompletableFuture<Void> one = log.shards().await(SHARD, 100);
        CompletableFuture<Void> two = log.shards().await(OTHER, 100);

        log.shards().drop(SHARD);
        LogProbe.of(one);
        assertThat(two).isNotDone();
        log.shards().drop(SHARD.stream());
        LogProbe.of(two);
    }

    @Test
    void aCancelledWaitHurtsNobody() {
        Writer writer = log.claim(SHARD);
        CompletableFuture<Void> given = log.shards().await(SHARD, 1);
        CompletableFuture<Void> kept = log.shards().await(SHARD, 1);

        given.cancel(false);
        log.store(writer, "a");

        LogProbe.of(kept);
        assertThat(given).isCancelled();
    }

    @Test
    void trimmingDropsNothingYoung() throws IOException {
        Writer writer = log.claim(SHARD);
        log.store(writer, "old");
        log.clock().advance(Duration.ofHours(30));
        AppendResult young = log.store(writer, "young");

        log.shards().trim(SHARD.stream(), young.timeMillis());
        log.shards().trim(SHARD.stream(), young.timeMillis());

        assertThat(log.entries(SHARD, young.firstPosition()))
                .extracting(LogProbe::value)
                .containsExactly("young");
        assertThat(log.values(SHARD)).endsWith("young");
        assertThat(log.shards().bounds(SHARD).firstPosition())
                .isLessThanOrEqualTo(young.firstPosition());
        log.restart();
        assertThat(log.values(SHARD)).endsWith("young");
    }

    @Test
    void aLogTrimmedEmptyGoesOnWhereItWas() throws IOException {
        Writer writer = log.claim(SHARD);
        AppendResult last = log.store(writer, "a", "b");
        log.clock().advance(Duration.ofHours(30));

        log.shards().trim(SHARD.stream(), log.clock().millis());
        Bounds bounds = log.shards().bounds(SHARD);
        log.restart();
        log.shards().trim(SHARD.stream(), log.clock().millis());

        assertThat(bounds.nextPosition()).isEqualTo(last.firstPosition() + 2);
        assertThat(bounds.lastTimeMillis()).isEqualTo(last.timeMillis());
        AppendResult next = log.store(log.claim(SHARD), "c");
        assertThat(next.firstPosition()).isGreaterThanOrEqualTo(last.firstPosition() + 2);
        List<Entry> entries = log.entries(SHARD, next.firstPosition());
        assertThat(entries).extracting(LogProbe::value).containsExactly("c");
        assertThat(log.shards().firstAtOrAfter(SHARD, next.timeMillis()))
                .isEqualTo(next.firstPosition());
    }

    @Test
    void aDroppedShardIsGoneAndItsSiblingStays() throws IOException {
        log.store(log.claim(SHARD), "a");
        log.store(log.claim(OTHER), "b");

        log.shards().drop(SHARD);
        log.shards().drop(SHARD);

        LogProbe.eventually(() -> log.entries(SHARD, 1).isEmpty());
        assertThat(log.values(OTHER)).containsExactly("b");
        log.restart();
        assertThat(log.values(OTHER)).containsExactly("b");
    }

    @Test
    void aDroppedStreamIsGoneAndOthersStay() throws IOException {
        ShardRef stays = new ShardRef(32, 4);
        log.store(log.claim(SHARD), "a");
        log.store(log.claim(OTHER), "b");
        log.store(log.claim(stays), "c");
        assertThat(log.shards().streams()).contains(31L, 32L);

        log.shards().drop(31L);
        log.shards().drop(31L);
        log.shards().drop(77L);

        LogProbe.eventually(() -> !log.shards().streams().contains(31L));
        assertThat(log.entries(SHARD, 1)).isEmpty();
        assertThat(log.values(stays)).containsExactly("c");
        log.restart();
        log.shards().drop(31L);
        LogProbe.eventually(() -> !log.shards().streams().contains(31L));
        assertThat(log.shards().streams()).contains(32L);
        assertThat(log.values(stays)).containsExactly("c");
    }

    private List<String> read(long from, int maxEntries, int maxBytes) {
        Slice slice = log.shards().read(SHARD, from, maxEntries, maxBytes);
        assertThat(slice.nextPosition()).isEqualTo(slice.entries().getLast().position() + 1);
        return slice.entries().stream().map(LogProbe::value).toList();
    }
}
