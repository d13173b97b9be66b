package io.millrace.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.log.SharedLog;
import io.millrace.log.local.EngineThreads;
import io.millrace.log.local.LocalLog;
import io.millrace.log.local.LocalLogConfig;
import io.millrace.log.local.Surroundings;
import io.millrace.log.local.storage.MemoryStorage;
import io.millrace.table.expression.Comparison;
import io.millrace.table.value.AttributeValue;
import io.millrace.table.value.Item;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/// Sixty-four callers that count one item up, each by reading it and writing it back under the
/// condition that nobody else has, over the local back end and its threads.
class OptimisticLockingTest {
    private static final int CALLERS = 64;
    private static final int WINS = 25;
    private static final Item KEY = TableWorld.item("pk", "lease");

    /// A call that took effect, and when it ran.
    ///
    /// @param value that was written, or read
    private record Call(long value, long beganNanos, long endedNanos) {}

    private static long valueOf(Item item) {
        return item.get("n") instanceof AttributeValue.Numeral number
                ? number.value().toLong()
                : -1;
    }

    private static void countUp(
            TableEngine engine, TableKey table, List<Call> won, List<Call> read) {
        while (won.size() < WINS) {
            long began = System.nanoTime();
            long seen = valueOf(Objects.requireNonNull(engine.get(new Read(table, KEY))));
            long midst = System.nanoTime();
            read.add(new Call(seen, began, midst));
            try {
                Written written =
                        engine.write(
                                new Action.Edit(
                                        table,
                                        KEY,
                                        TableWorld.set("n", TableWorld.number(seen + 1)),
                                        TableWorld.compare("n", Comparison.EQ, seen),
                                        true));
                assertThat(valueOf(Objects.requireNonNull(written.before()))).isEqualTo(seen);
                won.add(new Call(seen + 1, midst, System.nanoTime()));
            } catch (TableException e) {
                assertThat(e.error()).isEqualTo(TableError.CONDITIONAL_CHECK_FAILED);
                assertThat(valueOf(Objects.requireNonNull(e.item()))).isGreaterThan(seen);
            }
        }
    }

    @Test
    void everyValueIsWonOnceAndTheOrderOfValuesIsTheOrderOfTime()
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        Surroundings outside =
                new Surroundings(
                        InstantSource.system(),
                        System::nanoTime,
                        new Random(7),
                        Throwable::printStackTrace);
        List<Call> won = new ArrayList<>();
        List<Call> read = new ArrayList<>();
        try (LocalLog log =
                LocalLog.open(
                        LocalLogConfig.defaults().withMinFreeBytes(0),
                        new MemoryStorage(400 << 20),
                        outside)) {
            SharedLog shared = new SharedLog(log);
            TableState state = TableState.join(shared);
            shared.start();
            EngineThreads.start(log);
            TableEngine engine =
                    TableNode.start(state, 1 << 20, InstantSource.system(), new Random(5)).engine();
            TableKey table = TableWorld.key("leases");
            engine.create(
                    new NewTable(
                            table,
                            TableWorld.hashed("pk"),
                            List.of(),
                            TableWorld.ON_DEMAND,
                            Map.of()));
            Item start = KEY.with("n", TableWorld.number(0));
            engine.write(new Action.Put(table, start, null, false));
            run(engine, table, won, read);
            assertThat(engine.get(new Read(table, KEY)))
                    .isEqualTo(KEY.with("n", TableWorld.number(CALLERS * WINS)));
        }
        won.sort(Comparator.comparingLong(Call::value));
        assertThat(won).extracting(Call::value).doesNotHaveDuplicates().hasSize(CALLERS * WINS);
        requireOrder(won, read);
    }

    private static void run(TableEngine engine, TableKey table, List<Call> won, List<Call> read)
            throws InterruptedException, ExecutionException, TimeoutException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> callers = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                callers.add(
                        threads.submit(() -> {
                            List<Call> mine = new ArrayList<>();
                            List<Call> seen = new ArrayList<>();
                            countUp(engine, table, mine, seen);
                            synchronized (won) {
                                won.addAll(mine);
                                read.addAll(seen);
                            }
                        }));
            }
            for (Future<?> caller : callers) {
                caller.get(2, TimeUnit.MINUTES);
            }
        }
    }

    /// A call that ended before another began took effect before it.
    ///
    /// @param won by value, from 1
    private static void requireOrder(List<Call> won, List<Call> read) {
        long latestBegin = Long.MIN_VALUE;
        for (Call call : won) {
            assertThat(call.endedNanos()).as("%s", call).isGreaterThan(latestBegin);
            latestBegin = Math.max(latestBegin, call.beganNanos());
        }
        for (Call call : read) {
            int value = (int) call.value();
            if (value > 0) {
                assertThat(won.get(value - 1).beganNanos()).isLessThan(call.endedNanos());
            }
            // The next value was not written and told before the reading began.
            assertThat(won.get(value).endedNanos()).isGreaterThan(call.beganNanos());
        }
    }
}
