package io.millrace.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.SimulatedLog;
import io.millrace.testkit.VirtualClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Cuts the power after each single step of a reshard, with puts under way, and looks at what the
/// next run makes of it.
class ReshardCrashTest {
    private static final StreamKey KEY = World.key("s");
    private static final String MIDDLE = "70141183460469231731687303715884105728";
    private static final int MOST_STEPS = 400;

    private final VirtualClock clock = new VirtualClock();

    /// What is cut short.
    enum Change {
        SPLIT {
            @Override
            void run(StreamEngine engine) {
                engine.splitShard(KEY, "0", MIDDLE);
            }
        },
        MERGE {
            @Override
            void run(StreamEngine engine) {
                engine.mergeShards(KEY, "0", "1");
            }
        },
        COUNT {
            @Override
            void run(StreamEngine engine) {
                assertThat(engine.updateShardCount(KEY, 3).currentShardCount()).isEqualTo(4);
            }
        };

        abstract void run(StreamEngine engine);
    }

    @ParameterizedTest
    @EnumSource(Change.class)
    void aReshardIsDoneOrNeverBegunWhereverThePowerIsCut(Change change) throws Exception {
        boolean finished = false;
        int cut = 0;
        while (!finished) {
            finished = cutAfter(cut, change);
            cut++;
            assertThat(cut).isLessThan(MOST_STEPS);
        }
        assertThat(cut).isGreaterThan(5);
    }

    /// One run.
    ///
    /// @return whether the reshard was over before the cut
    private boolean cutAfter(int steps, Change change) throws Exception {
        SimulatedLog log = SimulatedLog.stepped(clock);
        List<CompletableFuture<PutResult.Stored>> puts = new ArrayList<>();
        boolean done;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            StreamNode node = stepping(log, threads, () -> start(log));
            StreamEngine engine = node.engine();
            stepping(
                    log,
                    threads,
                    () -> {
                        engine.createStream(new NewStream(KEY, 4, null, null));
                        return true;
                    });
            Future<?> call = threads.submit(() -> change.run(engine));
            for (int i = 0; i < steps && !call.isDone(); i++) {
                puts.add(engine.putRecord(KEY, World.entry("k" + i % 7, "v" + i), null));
                awaitWork(log, call);
                log.stepOne();
                log.stepOne();
            }
            done = call.isDone();
            log.crash();
        }
        requireWhole(log, puts, change);
        return done;
    }

    private void requireWhole(
            SimulatedLog crashed, List<CompletableFuture<PutResult.Stored>> puts, Change change)
            throws Exception {
        SimulatedLog log = crashed.restart();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            StreamNode node = stepping(log, threads, () -> start(log));
            while (node.engine().describe(KEY).status() != StreamStatus.ACTIVE) {
                node.step();
                log.step();
            }
            World world = new World(clock, log, node);
            stepping(log, threads, () -> world.put(KEY, "after", "wards"));
            Lineages.requireTiling(world, KEY);
            List<String> read =
                    Lineages.read(world, KEY).values().stream().flatMap(List::stream).toList();
            assertThat(read).doesNotHaveDuplicates().contains("wards");
            for (int i = 0; i < puts.size(); i++) {
                boolean acknowledged =
                        puts.get(i).isDone() && !puts.get(i).isCompletedExceptionally();
                if (acknowledged) {
                    assertThat(read).contains("v" + i);
                }
            }
            int open = node.engine().describe(KEY).openShards();
            assertThat(open).isIn(4, change == Change.SPLIT ? 5 : 3);
            long hash = node.stateHash();
            SimulatedLog again = log.restart();
            StreamNode replayed = stepping(again, threads, () -> start(again));
            assertThat(replayed.stateHash()).isEqualTo(hash);
        }
    }

    private StreamNode start(SimulatedLog log) {
        return StreamNode.start(
                log,
                StreamConfig.DEFAULT,
                clock,
                () -> 0,
                new Random(9),
                Telemetry.NONE,
                Runnable::run);
    }

    /// Runs a call that blocks, stepping the log until it returns.
    private static <T> T stepping(SimulatedLog log, ExecutorService threads, Callable<T> call)
            throws Exception {
        Future<T> result = threads.submit(call);
        while (!result.isDone()) {
            awaitWork(log, result);
            log.step();
        }
        return result.get();
    }

    private static void awaitWork(SimulatedLog log, Future<?> call) {
        while (log.waiting() == 0 && !call.isDone()) {
            Thread.onSpinWait();
        }
    }
}
