package io.millrace.log.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.log.Append;
import io.millrace.log.AppendResult;
import io.millrace.log.AppendResult.Outcome;
import io.millrace.log.Seal;
import io.millrace.log.ShardRef;
import io.millrace.log.Writer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Large appends beside small ones, on a disk that takes a microsecond for each byte of the
/// journal.
class LargeAppendsTest {
    private static final ShardRef BULK = new ShardRef(1, 0);
    private static final ShardRef SMALL = new ShardRef(2, 0);

    /// Large for files of 64 KiB, and two blocks of the journal and a bit: 12,288 bytes.
    private static final String LARGE = "x".repeat(9_000);

    private static final long LARGE_NANOS = 12_288_000;
    private static final long SMALL_NANOS = 4_096_000;

    @TempDir Path directory;
    private LazyDisk disk;
    private LogRig rig;
    private Writer bulk;
    private Writer small;
    private Runnable during = () -> {};

    @BeforeEach
    void open() throws IOException {
        disk = new LazyDisk(directory);
        rig = new LogRig(directory, disk, LogRig.SMALL, 1_000);
        bulk = rig.writer(BULK);
        small = rig.writer(SMALL);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    /// Lets writes take their time, and something happen meanwhile.
    private void slowDown() {
        disk.beforeWrite =
                bytes -> {
                    rig.nowNanos += bytes * 1_000L;
                    Runnable now = during;
                    during = () -> {};
                    now.run();
                };
    }

    private CompletableFuture<List<AppendResult>> append(Writer writer, String value) {
        return rig.log.shards().append(List.of(new Append(writer, LogRig.batch(value))));
    }

    private void sendSmall() {
        var _ = append(small, "waits");
    }

    /// Lets sequencer and publisher go on until there is nothing to do now.
    ///
    /// @return nanoseconds until the sequencer wants to go on
    private long work() {
        Task sequencer = rig.log.tasks().get(0);
        Task publisher = rig.log.tasks().get(1);
        long wait = sequencer.step();
        while (wait == 0) {
            wait = sequencer.step();
        }
        while (publisher.step() == 0) {
            // Until nothing is left.
        }
        return wait;
    }

    @Test
    void whatWaitedForALargeAppendHasTheJournalThreeTimesAsLong() {
        slowDown();
        CompletableFuture<List<AppendResult>> first = append(bulk, LARGE);
        List<CompletableFuture<List<AppendResult>>> meanwhile = new ArrayList<>();
        during =
                () -> {
                    meanwhile.add(append(bulk, LARGE));
                    meanwhile.add(append(small, "waits"));
                };

        long wait = work();

        assertThat(first).isCompleted();
        CompletableFuture<List<AppendResult>> second = meanwhile.get(0);
        assertThat(second).isNotDone();
        assertThat(meanwhile.get(1)).isCompleted();
        assertThat(wait).isEqualTo(3 * LARGE_NANOS - SMALL_NANOS);
        rig.nowNanos += wait - 1;
        assertThat(work()).isEqualTo(1);
        assertThat(second).isNotDone();
        rig.nowNanos += 1;
        work();
        assertThat(second).isCompleted();
    }

    @Test
    void whereNothingWaitsLargeAppendsFollowAtOnce() {
        slowDown();
        long began = rig.nowNanos;
        List<CompletableFuture<List<AppendResult>>> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            all.add(append(bulk, LARGE));
        }
        work();
        assertThat(all).allMatch(CompletableFuture::isDone);
        // One group took them all, as they are smaller than one together.
        assertThat(rig.nowNanos - began).isLessThanOrEqualTo(3 * LARGE_NANOS);
    }

    @Test
    void aSmallAppendThatCameBeforeDoesNotWaitForTheWriteOfALargeOne() {
        List<Boolean> smallDone = new ArrayList<>();
        CompletableFuture<List<AppendResult>> before = append(small, "before");
        CompletableFuture<List<AppendResult>> large = append(bulk, LARGE);
        long groups = rig.log.stats().groups();
        rig.log.tasks().get(0).step();
        rig.log.tasks().get(1).step();
        smallDone.add(before.isDone());
        assertThat(large).isNotDone();
        work();
        assertThat(smallDone).containsExactly(true);
        assertThat(large).isCompleted();
        assertThat(rig.log.stats().groups()).isEqualTo(groups + 2);
    }

    @Test
    void neitherSideStarvesTheOther() {
        slowDown();
        var larges = new ArrayDeque<CompletableFuture<List<AppendResult>>>();
        var smalls = new ArrayDeque<CompletableFuture<List<AppendResult>>>();
        long began = rig.nowNanos;
        int largeDone = 0;
        int smallDone = 0;
        while (largeDone < 40) {
            while (larges.size() < 3) {
                larges.add(append(bulk, LARGE));
            }
            while (smalls.size() < 2) {
                smalls.add(append(small, "s"));
            }
            // A client sends again while the journal is busy with others.
            during = () -> smalls.add(append(small, "s"));
            rig.log.tasks().forEach(Task::step);
            while (!larges.isEmpty() && larges.peek().isDone()) {
                larges.poll();
                largeDone++;
            }
            while (!smalls.isEmpty() && smalls.peek().isDone()) {
                smalls.poll();
                smallDone++;
            }
        }
        long took = rig.nowNanos - began;
        // A group takes all three that wait; such a group and its rest are a round of four.
        assertThat(took / LARGE_NANOS).isBetween(40L, 4L * 40 + 10);
        assertThat(smallDone).isGreaterThan(40);
        assertThat(rig.fatal).isEmpty();
    }

    @Test
    void aShardsOwnOrderStaysWhateverPassesElsewhere() {
        slowDown();
        List<CompletableFuture<List<AppendResult>>> elsewhere = new ArrayList<>();
        var first = append(bulk, LARGE);
        during = () -> elsewhere.add(append(small, "passes"));
        work();
        var large = append(bulk, LARGE);
        var behind = append(bulk, "behind");
        CompletableFuture<Seal> seal = rig.log.shards().seal(bulk);
        var late = append(bulk, "late");
        elsewhere.add(append(small, "passes too"));
        work();

        assertThat(first).isCompleted();
        assertThat(elsewhere).allMatch(CompletableFuture::isDone);
        assertThat(List.of(large, behind, seal, late)).noneMatch(CompletableFuture::isDone);
        rig.nowNanos += 3 * LARGE_NANOS;
        work();
        assertThat(large.join().getFirst().firstPosition()).isEqualTo(2);
        assertThat(behind.join().getFirst().firstPosition()).isEqualTo(3);
        assertThat(seal.join().endPosition()).isEqualTo(4);
        assertThat(late.join().getFirst().outcome()).isEqualTo(Outcome.SEALED);
    }

    @Test
    void commandsPassALargeAppend() {
        slowDown();
        List<CompletableFuture<Long>> commands = new ArrayList<>();
        var _ = append(bulk, LARGE);
        during = () -> commands.add(rig.commands.propose(bytes("one")));
        work();
        var held = append(bulk, LARGE);
        commands.add(rig.commands.propose(bytes("two")));
        CompletableFuture<Void> barrier = rig.commands.barrier();
        work();
        assertThat(held).isNotDone();
        assertThat(commands).allMatch(CompletableFuture::isDone);
        assertThat(barrier).isCompleted();
        assertThat(rig.machine.applied).containsExactly("one", "two");
    }

    @Test
    void theIdleFrameDoesNotWaitForWhatIsHeld() {
        disk.beforeWrite =
                bytes -> {
                    rig.nowNanos += bytes * 100_000L;
                    Runnable now = during;
                    during = () -> {};
                    now.run();
                };
        var _ = append(bulk, LARGE);
        during = this::sendSmall;
        work();
        var _ = append(bulk, LARGE);
        long bytes = rig.log.stats().groupBytes();
        long wait = work();
        assertThat(wait).isLessThanOrEqualTo(50_000_000);
        disk.beforeWrite = _ -> {};
        rig.nowNanos += wait;
        work();
        assertThat(rig.log.stats().groupBytes()).isEqualTo(bytes + 4096);
    }

    @Test
    void whatIsHeldIsWrittenBeforeTheLogCloses() throws IOException {
        slowDown();
        var _ = append(bulk, LARGE);
        during = this::sendSmall;
        work();
        var held = append(bulk, LARGE);
        assertThat(work()).isPositive();
        assertThat(held).isNotDone();
        rig.close();
        assertThat(held.join().getFirst().outcome()).isEqualTo(Outcome.STORED);
        rig = new LogRig(directory, LogRig.SMALL, 1_000);
        assertThat(rig.readAll(BULK)).containsExactly(LARGE, LARGE);
    }

    @Test
    void whileALargeAppendWaitsForAJournalFileSmallOnesGoOn() {
        // Two fit into a file; the keeper is not asked, so soon there is none to go on to.
        String larger = "x".repeat(21_000);
        var large = new ArrayList<CompletableFuture<List<AppendResult>>>();
        for (int i = 0; i < 30; i++) {
            large.add(append(bulk, larger));
            work();
        }
        assertThat(large.getLast()).isNotDone();
        var one = append(small, "goes on");
        work();
        assertThat(one).isCompleted();
        rig.settle();
        assertThat(large).allMatch(CompletableFuture::isDone);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
