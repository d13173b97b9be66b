package io.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.log.AppendResult;
import io.millrace.log.LogClosedException;
import io.millrace.log.ShardRef;
import io.millrace.log.Writer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every back end promises about its command log.
public abstract class CommandLogContract {
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
    void commandsAreAppliedInTheOrderOfTheCalls() {
        List<CompletableFuture<Long>> results = new ArrayList<>();
        List<String> proposed = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            proposed.add("command " + i);
            results.add(log.commands().propose(LogProbe.command("command " + i)));
        }

        for (int i = 0; i < 300; i++) {
            assertThat(LogProbe.of(results.get(i))).isEqualTo(i + 1);
        }
        assertThat(log.machine().applied()).isEqualTo(proposed);
    }

    @Test
    void aBarrierStandsBehindWhatWasProposedBefore() {
        CompletableFuture<Long> before = log.commands().propose(LogProbe.command("a"));
        LogProbe.of(log.commands().barrier());

        assertThat(log.machine().applied()).containsExactly("a");
        assertThat(LogProbe.of(before)).isOne();
    }

    @Test
    void aBarrierOfAnEmptyLogCompletes() {
        LogProbe.of(log.commands().barrier());
    }

    @Test
    void restartsReplayToTheSameState() throws IOException {
        List<String> proposed = new ArrayList<>();
        for (int round = 0; round < 6; round++) {
            for (int i = 0; i < 40; i++) {
                String command = round + ":" + i + "x".repeat(i * 10);
                proposed.add(command);
                LogProbe.of(log.commands().propose(LogProbe.command(command)));
            }
            log.restart();
            assertThat(log.machine().applied()).isEqualTo(proposed);
        }
        log.restart();
        assertThat(log.machine().applied()).isEqualTo(proposed);
    }

    @Test
    void aCommandOfTheLargestSizeIsKept() throws IOException {
        String large = "y".repeat(4 << 20);
        LogProbe.of(log.commands().propose(LogProbe.command(large)));
        LogProbe.of(log.commands().propose(LogProbe.command("small")));

        log.restart();

        assertThat(log.machine().applied()).containsExactly(large, "small");
    }

    @Test
    void commandsAndEntriesShareOneNotionOfDurable() throws IOException {
        ShardRef shard = new ShardRef(3, 3);
        Writer writer = log.claim(shard);
        for (int i = 0; i < 30; i++) {
            assertThat(log.append(writer, "entry" + i).outcome())
                    .isEqualTo(AppendResult.Outcome.STORED);
            assertThat(LogProbe.of(log.commands().propose(LogProbe.command("c" + i))))
                    .isEqualTo(i + 1);
        }

        log.restart();

        assertThat(log.machine().applied()).hasSize(30).endsWith("c29");
        assertThat(log.values(shard)).hasSize(30).endsWith("entry29");
    }

    @Test
    void aClosedLogTakesNoCommand() {
        log.engine().close();

        assertThatThrownBy(() -> log.commands().propose(LogProbe.command("a")).join())
                .satisfies(thrown -> {
                    Throwable cause =
                            thrown instanceof LogClosedException ? thrown : thrown.getCause();
                    assertThat(cause).isInstanceOf(LogClosedException.class);
                });
    }
}
