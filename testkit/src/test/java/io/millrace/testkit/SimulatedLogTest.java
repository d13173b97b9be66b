package io.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.log.Append;
import io.millrace.log.AppendResult;
import io.millrace.log.AppendResult.Outcome;
import io.millrace.log.Batch;
import io.millrace.log.CommandLog;
import io.millrace.log.LogClosedException;
import io.millrace.log.ShardLogs;
import io.millrace.log.ShardRef;
import io.millrace.log.Slice;
import io.millrace.log.Writer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

final class SimulatedLogTest {
    private static final ShardRef SHARD = new ShardRef(7, 0);

    private final VirtualClock clock = new VirtualClock();

    @Test
    void anImmediateLogIsDoneWhenTheCallReturns() {
        SimulatedLog log = SimulatedLog.immediate(clock);
        log.start(new Journaling());

        Writer writer = log.shards().claim(SHARD).join().writer();
        AppendResult result = append(log.shards(), writer, "a", "b").join().getFirst();

        assertThat(result).isEqualTo(AppendResult.stored(2, 1, clock.millis(), 1));
        assertThat(log.shards().read(SHARD, 1, 10, 100).entries()).hasSize(2);
    }

    @Test
    void aSteppedLogShowsNothingBeforeItsStep() {
        SimulatedLog log = SimulatedLog.stepped(clock);
        CommandLog<Long> commands = log.start(new Journaling());
        Writer writer = claim(log);

        CompletableFuture<List<AppendResult>> appended = append(log.shards(), writer, "a");
        CompletableFuture<Long> proposed = commands.propose(new byte[] {1});
        CompletableFuture<Void> awaited = log.shards().await(SHARD, 1);

        assertThat(log.shards().bounds(SHARD).nextPosition()).isEqualTo(1);
        assertThat(List.of(appended, proposed, awaited)).noneMatch(CompletableFuture::isDone);
        assertThat(log.stepOne()).isTrue();
        assertThat(appended).isDone();
        assertThat(awaited).isDone();
        assertThat(proposed).isNotDone();
        assertThat(log.step()).isOne();
        assertThat(proposed).isCompletedWithValue(1L);
    }

    @Test
    void aCrashLosesWhatWasNotStepped() {
        SimulatedLog log = SimulatedLog.stepped(clock);
        CommandLog<Long> commands = log.start(new Journaling());
        Writer writer = claim(log);
        var kept = append(log.shards(), writer, "kept");
        var keptCommand = commands.propose(new byte[] {'x'});
        log.step();
        assertThat(kept).isDone();
        assertThat(keptCommand).isDone();
        CompletableFuture<List<AppendResult>> lost = append(log.shards(), writer, "lost");
        CompletableFuture<Long> lostCommand = commands.propose(new byte[] {'y'});
        CompletableFuture<Void> waiting = log.shards().await(SHARD, 2);

        log.crash();

        for (CompletableFuture<?> future : List.of(lost, lostCommand, waiting)) {
            assertThatThrownBy(future::join)
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(LogClosedException.class);
        }
        SimulatedLog next = log.restart();
        Journaling machine = new Journaling();
        next.start(machine);
        assertThat(machine.applied()).containsExactly("x");
        assertThat(next.shards().bounds(SHARD).nextPosition()).isEqualTo(2);
        CompletableFuture<List<AppendResult>> stale = append(next.shards(), writer, "stale");
        next.step();
        assertThat(stale.join().getFirst().outcome()).isEqualTo(Outcome.FENCED);
        assertThat(next.epoch()).isEqualTo(log.epoch() + 1);
    }

    @Test
    void aRestartRestoresASnapshotAndReplaysTheRest() {
        SimulatedLog log = SimulatedLog.immediate(clock);
        CommandLog<Long> commands = log.start(new Journaling());
        for (int i = 0; i < 20; i++) {
            assertThat(commands.propose(new byte[] {(byte) ('a' + i)}))
                    .isCompletedWithValue(i + 1L);
        }

        Journaling machine = new Journaling();
        CommandLog<Long> again = log.restart().start(machine);

        assertThat(String.join("", machine.applied())).isEqualTo("abcdefghijklmnopqrst");
        assertThat(machine.restores()).isOne();
        assertThat(again.propose(new byte[] {'u'})).isCompletedWithValue(21L);
    }

    @Test
    void aFullLogRefusesDataAndTakesCommandsAndSeals() {
        SimulatedLog log = SimulatedLog.immediate(clock);
        CommandLog<Long> commands = log.start(new Journaling());
        Writer writer = claim(log);

        log.full(true);

        assertThat(append(log.shards(), writer, "a").join())
                .containsExactly(AppendResult.refused(Outcome.FULL));
        assertThat(commands.propose(new byte[] {1})).isCompletedWithValue(1L);
        assertThat(log.shards().seal(writer).join().outcome()).isEqualTo(Outcome.STORED);
        Slice slice = log.shards().read(SHARD, 1, 1, 1);
        assertThat(slice).isEqualTo(new Slice(List.of(), 1));
    }

    @Test
    void aCallbackMayCallTheLogAgain() {
        SimulatedLog log = SimulatedLog.immediate(clock);
        log.start(new Journaling());
        Writer writer = claim(log);

        CompletableFuture<List<AppendResult>> second =
                append(log.shards(), writer, "a")
                        .thenCompose(first -> append(log.shards(), writer, "b"));

        assertThat(second.join().getFirst().firstPosition()).isEqualTo(2);
    }

    private static Writer claim(SimulatedLog log) {
        CompletableFuture<Writer> writer =
                log.shards().claim(SHARD).thenApply(claim -> claim.writer());
        log.step();
        return writer.join();
    }

    private static CompletableFuture<List<AppendResult>> append(
            ShardLogs shards, Writer writer, String... values) {
        Batch.Builder batch = Batch.builder(64);
        for (String value : values) {
            batch.add(null, new byte[0], value.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        return shards.append(List.of(new Append(writer, batch.build())));
    }
}
