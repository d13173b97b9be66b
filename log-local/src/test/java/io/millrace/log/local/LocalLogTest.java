package io.millrace.log.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.log.Append;
import io.millrace.log.AppendResult;
import io.millrace.log.AppendResult.Outcome;
import io.millrace.log.Claim;
import io.millrace.log.LogClosedException;
import io.millrace.log.Seal;
import io.millrace.log.ShardRef;
import io.millrace.log.Writer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalLogTest {
    private static final ShardRef SHARD = new ShardRef(7, 0);
    private static final ShardRef OTHER = new ShardRef(7, 3);
    private static final ShardRef ELSEWHERE = new ShardRef(9, 0);

    @TempDir Path directory;

    private Path at(String name) throws IOException {
        return Files.createDirectories(directory.resolve(name));
    }

    private LogRig open(String name) throws IOException {
        return new LogRig(at(name), LogRig.SMALL, 1_000);
    }

    @Test
    void readsWhatWasAppended() throws IOException {
        try (LogRig rig = open("a")) {
            AppendResult first = rig.append(SHARD, "one", "two");
            AppendResult second = rig.append(SHARD, "three");
            assertThat(first).isEqualTo(AppendResult.stored(2, 1, 1_000, 1));
            assertThat(second).isEqualTo(AppendResult.stored(1, 3, 1_000, 1));
            assertThat(rig.readAll(SHARD)).containsExactly("one", "two", "three");
            assertThat(rig.log.shards().bounds(SHARD).nextPosition()).isEqualTo(4);
        }
    }

    @Test
    void whoReadsAtTheTipAsksNoDiskHoweverMuchIsRetained() throws IOException {
        try (LogRig rig = open("a")) {
            for (int i = 0; i < 400; i++) {
                rig.append(SHARD, LogRig.value(i, 2000));
            }
            assertThat(rig.log.stats().segments()).as("segments").isPositive();
            long before = rig.log.stats().diskReads();
            for (int i = 400; i < 600; i++) {
                long tip = rig.log.shards().tip(SHARD).nextPosition();
                assertThat(rig.log.shards().read(SHARD, tip, 10, 1 << 20).entries()).isEmpty();
                rig.append(SHARD, LogRig.value(i, 2000));
                assertThat(rig.log.shards().read(SHARD, tip, 10, 1 << 20).entries())
                        .extracting(LogRig::text)
                        .containsExactly(LogRig.value(i, 2000));
            }
            assertThat(rig.log.stats().diskReads()).isEqualTo(before);
            assertThat(rig.readAll(SHARD)).hasSize(600);
            assertThat(rig.log.stats().diskReads()).isGreaterThan(before);
        }
    }

    @Test
    void nothingIsReadableBeforeItIsForced() throws IOException {
        try (LogRig rig = open("a")) {
            Writer writer = rig.writer(SHARD);
            CompletableFuture<List<AppendResult>> future =
                    rig.log.shards().append(List.of(new Append(writer, LogRig.batch("one"))));
            assertThat(rig.readAll(SHARD)).isEmpty();
            assertThat(future).isNotDone();
            rig.settle();
            assertThat(future).isCompleted();
        }
    }

    @Test
    void aNewClaimFencesTheFormerWriter() throws IOException {
        try (LogRig rig = open("a")) {
            Writer former = rig.writer(SHARD);
            rig.append(SHARD, "one");
            Claim claim = rig.settled(rig.log.shards().claim(SHARD));
            assertThat(claim.nextPosition()).isEqualTo(2);
            assertThat(claim.lastTimeMillis()).isEqualTo(1_000);
            AppendResult result =
                    rig.settled(
                                    rig.log
                                            .shards()
                                            .append(
                                                    List.of(
                                                            new Append(
                                                                    former, LogRig.batch("late")))))
                            .getFirst();
            assertThat(result.outcome()).isEqualTo(Outcome.FENCED);
            assertThat(rig.settled(rig.log.shards().seal(former)).outcome())
                    .isEqualTo(Outcome.FENCED);
        }
    }

    @Test
    void aSealedShardStaysSealedAcrossARestart() throws IOException {
        try (LogRig rig = open("a")) {
            rig.append(SHARD, "one");
            rig.nowMillis = 2_000;
            Seal seal = rig.settled(rig.log.shards().seal(rig.writer(SHARD)));
            assertThat(seal).isEqualTo(new Seal(Outcome.STORED, 2, 2_000));
            assertThat(rig.append(SHARD, "late").outcome()).isEqualTo(Outcome.SEALED);
        }
        try (LogRig rig = open("a")) {
            Claim claim = rig.settled(rig.log.shards().claim(SHARD));
            assertThat(claim.sealed()).isTrue();
            assertThat(rig.settled(rig.log.shards().seal(claim.writer())))
                    .isEqualTo(new Seal(Outcome.STORED, 2, 2_000));
            assertThat(rig.log.shards().bounds(SHARD).sealed()).isTrue();
        }
    }

    @Test
    void timeNeverFallsWithinAShard() throws IOException {
        try (LogRig rig = open("a")) {
            rig.nowMillis = 5_000;
            rig.append(SHARD, "one");
            rig.nowMillis = 4_000;
            assertThat(rig.append(SHARD, "two").timeMillis()).isEqualTo(5_000);
            assertThat(rig.append(OTHER, "other").timeMillis()).isEqualTo(4_000);
        }
    }

    @Test
    void everythingIsThereAfterACrash() throws IOException {
        Path copy = at("b");
        try (LogRig rig = open("a")) {
            rig.append(SHARD, "one");
            rig.append(OTHER, "two");
            rig.settled(rig.commands.propose("create".getBytes(StandardCharsets.UTF_8)));
            rig.copyTo(copy);
        }
        try (LogRig rig = new LogRig(copy, LogRig.SMALL, 1_000)) {
            assertThat(rig.log.recovery().cleanStop()).isFalse();
            assertThat(rig.log.recovery().epoch()).isEqualTo(2);
            assertThat(rig.readAll(SHARD)).containsExactly("one");
            assertThat(rig.readAll(OTHER)).containsExactly("two");
            assertThat(rig.machine.applied).containsExactly("create");
            assertThat(rig.append(SHARD, "three")).isEqualTo(AppendResult.stored(1, 2, 1_000, 2));
        }
    }

    @Test
    void retiresTheJournalIntoSegmentsAndReadsOn() throws IOException {
        List<String> expected = new ArrayList<>();
        try (LogRig rig = open("a")) {
            fill(rig, expected, 0, 2_000);
            LogStats stats = rig.log.stats();
            assertThat(stats.segments()).isPositive();
            assertThat(stats.journalBytesUsed()).isLessThanOrEqualTo(stats.journalBytesBudget());
            assertThat(rig.readAll(SHARD)).isEqualTo(expected);
            assertThat(rig.readAll(ELSEWHERE)).isEqualTo(expected);
        }
        try (LogRig rig = open("a")) {
            assertThat(rig.log.recovery().cleanStop()).isTrue();
            assertThat(rig.readAll(SHARD)).isEqualTo(expected);
            fill(rig, expected, 2_000, 2_500);
            assertThat(rig.readAll(SHARD)).isEqualTo(expected);
            assertThat(rig.readAll(ELSEWHERE)).isEqualTo(expected);
            assertThat(rig.log.shards().bounds(SHARD).firstPosition()).isEqualTo(1);
            assertThat(rig.machine.applied).hasSize(2_500);
        }
    }

    private static void fill(LogRig rig, List<String> expected, int from, int to) {
        for (int i = from; i < to; i++) {
            String value = LogRig.value(i, 500);
            rig.nowMillis += 10;
            expected.add(value);
            rig.append(SHARD, value);
            rig.append(ELSEWHERE, value);
            rig.settled(rig.commands.propose(("c" + i).getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Test
    void findsTheFirstEntryAtATimeInSegmentsAndTail() throws IOException {
        try (LogRig rig = open("a")) {
            fill(rig, new ArrayList<>(), 0, 2_000);
            for (int i : new int[] {0, 1, 7, 500, 1_000, 1_500, 1_999}) {
                long time = 1_000 + 10L * (i + 1);
                assertThat(rig.log.shards().firstAtOrAfter(SHARD, time)).isEqualTo(i + 1);
                assertThat(rig.log.shards().firstAtOrAfter(SHARD, time - 5)).isEqualTo(i + 1);
            }
            assertThat(rig.log.shards().firstAtOrAfter(SHARD, Long.MAX_VALUE)).isEqualTo(2_001);
        }
    }

    @Test
    void unlinksSegmentsThatExpired() throws IOException {
        try (LogRig rig = open("a")) {
            fill(rig, new ArrayList<>(), 0, 2_000);
            long before = filesIn("a/segment");
            rig.log.shards().trim(7, 1_000 + 10 * 1_000);
            rig.pass(2_000);
            rig.pass(2_000);
            assertThat(filesIn("a/segment")).isLessThan(before);
            long first = rig.log.shards().bounds(SHARD).firstPosition();
            assertThat(first).isBetween(100L, 1_000L);
            assertThat(LogRig.text(firstEntry(rig, SHARD))).startsWith("value " + (first - 1));
            assertThat(firstEntry(rig, ELSEWHERE).position()).isEqualTo(1);
        }
    }

    private static io.millrace.log.Entry firstEntry(LogRig rig, ShardRef shard) {
        return rig.log.shards().read(shard, 1, 1, 1 << 20).entries().getFirst();
    }

    private long filesIn(String name) throws IOException {
        try (var files = Files.list(directory.resolve(name))) {
            return files.count();
        }
    }

    @Test
    void aDroppedStreamIsGoneAtOnceAndAfterARestart() throws IOException {
        try (LogRig rig = open("a")) {
            fill(rig, new ArrayList<>(), 0, 2_000);
            rig.log.shards().drop(7);
            assertThat(rig.readAll(SHARD)).isEmpty();
            assertThat(rig.log.shards().streams()).containsExactly(9L);
            rig.pass(2_000);
        }
        try (LogRig rig = open("a")) {
            assertThat(rig.log.shards().streams()).containsExactly(9L);
            assertThat(rig.readAll(SHARD)).isEmpty();
            assertThat(rig.readAll(ELSEWHERE)).hasSize(2_000);
        }
    }

    @Test
    void aShardDroppedWhileItIsFlushedTakesNoOtherOfItsStreamAlong() throws IOException {
        int steps = 0;
        while (!dropAfter(steps)) {
            steps++;
        }
        assertThat(steps).isGreaterThan(4);
    }

    /// Drops a shard within a flush that holds nothing else of the stream.
    ///
    /// @return whether the flush was complete after so many steps
    private boolean dropAfter(int steps) throws IOException {
        try (LogRig rig = open("drop" + steps)) {
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                expected.add(LogRig.value(i, 500));
                rig.append(SHARD, expected.getLast());
            }
            for (int i = 0; i < 200; i++) {
                rig.append(OTHER, LogRig.value(i, 500));
            }
            long due = rig.log.stats().journalBytesBudget() * 3 / 4;
            Append more = new Append(rig.writer(OTHER), LogRig.batch("more"));
            while (rig.log.stats().journalBytesUsed() < due) {
                var appended = rig.log.shards().append(List.of(more));
                while (!appended.isDone()) {
                    step(rig, false);
                }
            }
            long flushed = rig.log.stats().flushedBytes();
            for (int i = 0; i < steps; i++) {
                step(rig, true);
            }
            boolean complete = rig.log.stats().flushedBytes() > flushed;
            rig.log.shards().drop(OTHER);
            rig.pass(2_000);
            assertThat(rig.readAll(SHARD)).as("after %d steps", steps).isEqualTo(expected);
            return complete;
        }
    }

    private static void step(LogRig rig, boolean flusher) {
        rig.log.tasks().stream()
                .filter(task -> task.name().equals("flusher") == flusher)
                .forEach(Task::step);
    }

    @Test
    void awaitCompletesWhenThereIsSomethingToRead() throws IOException {
        try (LogRig rig = open("a")) {
            CompletableFuture<Void> unclaimed = rig.log.shards().await(SHARD, 1);
            rig.append(SHARD, "one");
            assertThat(unclaimed).isCompleted();
            assertThat(rig.log.shards().await(SHARD, 1)).isCompleted();
            CompletableFuture<Void> next = rig.log.shards().await(SHARD, 2);
            CompletableFuture<Void> cancelled = rig.log.shards().await(SHARD, 2);
            cancelled.cancel(false);
            assertThat(next).isNotDone();
            rig.append(SHARD, "two");
            assertThat(next).isCompleted();
            CompletableFuture<Void> never = rig.log.shards().await(SHARD, 3);
            rig.settled(rig.log.shards().seal(rig.writer(SHARD)));
            assertThat(never).isCompleted();
        }
    }

    @Test
    void limitsHoldWithinABatch() throws IOException {
        try (LogRig rig = open("a")) {
            rig.append(SHARD, "aaaa", "bbbb", "cccc", "dddd");
            rig.append(SHARD, "eeee");
            assertThat(rig.log.shards().read(SHARD, 2, 2, 100).entries())
                    .extracting(LogRig::text)
                    .containsExactly("bbbb", "cccc");
            assertThat(rig.log.shards().read(SHARD, 2, 100, 11).entries())
                    .extracting(LogRig::text)
                    .containsExactly("bbbb", "cccc");
            assertThat(rig.log.shards().read(SHARD, 3, 100, 1).entries())
                    .extracting(LogRig::text)
                    .containsExactly("cccc");
            assertThat(rig.log.shards().read(SHARD, 3, 100, 100).nextPosition()).isEqualTo(6);
            assertThat(rig.log.shards().read(SHARD, 6, 100, 100).entries()).isEmpty();
        }
    }

    @Test
    void acceptsEverythingSubmittedBeforeTheClose() throws IOException {
        CompletableFuture<List<AppendResult>> future;
        try (LogRig rig = open("a")) {
            future =
                    rig.log
                            .shards()
                            .append(List.of(new Append(rig.writer(SHARD), LogRig.batch("last"))));
            rig.log.close();
            assertThat(future.join().getFirst().outcome()).isEqualTo(Outcome.STORED);
            assertThatThrownBy(() -> rig.readAll(SHARD)).isInstanceOf(LogClosedException.class);
            assertThat(rig.log.shards().claim(SHARD)).isCompletedExceptionally();
        }
        try (LogRig rig = open("a")) {
            assertThat(rig.readAll(SHARD)).containsExactly("last");
        }
    }

    @Test
    void onlyOneProcessHasTheDirectory() throws IOException {
        try (LogRig rig = open("a")) {
            assertThat(rig.fatal).isEmpty();
            assertThatThrownBy(() -> open("a")).isInstanceOf(IOException.class);
        }
    }
}
