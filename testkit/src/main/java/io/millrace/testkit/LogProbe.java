package io.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.log.Append;
import io.millrace.log.AppendResult;
import io.millrace.log.Batch;
import io.millrace.log.CommandLog;
import io.millrace.log.Entry;
import io.millrace.log.LogEngine;
import io.millrace.log.ShardLogs;
import io.millrace.log.ShardRef;
import io.millrace.log.Slice;
import io.millrace.log.Writer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Assertions;

/// A started back end, and the short words in which the contract suites speak to it.
final class LogProbe implements AutoCloseable {
    /// Far more than any operation takes, on the slowest machine.
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final BackEnd backEnd;
    private final VirtualClock clock = new VirtualClock();
    private LogEngine engine;
    private Journaling machine;
    private CommandLog<Long> commands;

    LogProbe(BackEnd backEnd) throws IOException {
        this.backEnd = backEnd;
        engine = backEnd.open(clock);
        machine = new Journaling();
        commands = engine.start(machine);
    }

    void restart() throws IOException {
        engine.close();
        engine = backEnd.open(clock);
        machine = new Journaling();
        commands = engine.start(machine);
    }

    VirtualClock clock() {
        return clock;
    }

    LogEngine engine() {
        return engine;
    }

    ShardLogs shards() {
        return engine.shards();
    }

    CommandLog<Long> commands() {
        return commands;
    }

    Journaling machine() {
        return machine;
    }

    Writer claim(ShardRef shard) {
        return of(shards().claim(shard)).writer();
    }

    /// Appends one batch and waits.
    AppendResult append(Writer writer, String... values) {
        List<AppendResult> results =
                of(shards().append(List.of(new Append(writer, batch(values)))));
        assertThat(results).hasSize(1);
        return results.getFirst();
    }

    /// Appends one batch that must be stored.
    AppendResult store(Writer writer, String... values) {
        AppendResult result = append(writer, values);
        assertThat(result.outcome()).isEqualTo(AppendResult.Outcome.STORED);
        assertThat(result.stored()).isEqualTo(values.length);
        return result;
    }

    static Batch batch(String... values) {
        Batch.Builder builder = Batch.builder(64);
        for (String value : values) {
            builder.add(null, new byte[0], value.getBytes(StandardCharsets.UTF_8));
        }
        return builder.build();
    }

    /// Everything readable from a position on, in slices.
    List<Entry> entries(ShardRef shard, long fromPosition) {
        List<Entry> all = new ArrayList<>();
        long from = fromPosition;
        while (true) {
            Slice slice = shards().read(shard, from, 1000, 1 << 20);
            assertThat(slice.nextPosition()).isGreaterThanOrEqualTo(from);
            if (slice.entries().isEmpty()) {
                return all;
            }
            all.addAll(slice.entries());
            from = slice.nextPosition();
        }
    }

    List<String> values(ShardRef shard) {
        return entries(shard, 1).stream().map(LogProbe::value).toList();
    }

    static String value(Entry entry) {
        return new String(
                entry.array(), entry.valueOffset(), entry.valueLength(), StandardCharsets.UTF_8);
    }

    static byte[] bytes(Entry entry) {
        return Arrays.copyOfRange(
                entry.array(), entry.valueOffset(), entry.valueOffset() + entry.valueLength());
    }

    static byte[] command(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /// The outcome of a future that must complete normally.
    static <T> T of(CompletableFuture<T> future) {
        try {
            return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /// Waits for what a back end does in its own time.
    static void eventually(BooleanSupplier condition) {
        Assertions.assertTimeoutPreemptively(
                PATIENCE,
                () -> {
                    while (!condition.getAsBoolean()) {
                        Thread.onSpinWait();
                    }
                });
    }

    @Override
    public void close() {
        engine.close();
    }
}
