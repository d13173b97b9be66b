package io.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.log.Append;
import io.millrace.log.AppendResult;
import io.millrace.log.AppendResult.Outcome;
import io.millrace.log.Batch;
import io.millrace.log.Entry;
import io.millrace.log.Seal;
import io.millrace.log.ShardRef;
import io.millrace.log.Slice;
import io.millrace.log.Writer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every back end promises to many threads at once.
public abstract class ConcurrencyContract {
    private static final int THREADS = 8;

    /// Enough that a back end with small budgets moves old entries to a colder place meanwhile.
    private static final int BATCHES = 150;

    private static final String PADDING = "p".repeat(1500);

    private record Place(ShardRef shard, long position) {}

    private LogProbe log;
    private ExecutorService threads;

    protected abstract BackEnd backEnd();

    @BeforeEach
    final void openLog() throws IOException {
        log = new LogProbe(backEnd());
        threads = Executors.newCachedThreadPool();
    }

    @AfterEach
    final void closeLog() {
        log.close();
        threads.close();
    }

    @Test
    void everyStoredBatchIsReadOnceAtItsPlace() throws Exception {
        List<ShardRef> refs = List.of(new ShardRef(1, 0), new ShardRef(1, 1), new ShardRef(2, 0));
        List<Writer> writers = refs.stream().map(log::claim).toList();
        Map<Place, String> stored = new ConcurrentHashMap<>();

        run(
                IntStream.range(0, THREADS)
                        .mapToObj(thread -> appender(thread, writers, stored))
                        .toList());

        for (int round = 0; round < 2; round++) {
            for (ShardRef ref : refs) {
                List<Entry> entries = log.entries(ref, 1);
                assertThat(entries).hasSize(THREADS * BATCHES * 2);
                assertThat(entries)
                        .allSatisfy(entry ->
                                assertThat(LogProbe.value(entry))
                                        .isEqualTo(stored.get(new Place(ref, entry.position()))));
                assertThat(entries).extracting(Entry::position).isSorted();
            }
            log.restart();
        }
    }

    private Callable<Void> appender(int thread, List<Writer> writers, Map<Place, String> stored) {
        return () -> {
            for (int i = 0; i < BATCHES; i++) {
                String value = thread + ":" + i + PADDING;
                List<Append> appends =
                        writers.stream()
                                .map(writer -> new Append(writer, LogProbe.batch(value, value)))
                                .toList();
                List<AppendResult> results = LogProbe.of(log.shards().append(appends));
                for (int w = 0; w < writers.size(); w++) {
                    AppendResult result = results.get(w);
                    assertThat(result.outcome()).isEqualTo(Outcome.STORED);
                    ShardRef shard = writers.get(w).shard();
                    for (int entry = 0; entry < 2; entry++) {
                        Place place = new Place(shard, result.firstPosition() + entry);
                        assertThat(stored.put(place, value)).isNull();
                    }
                }
            }
            return null;
        };
    }

    @Test
    void aFollowingReaderSeesEveryEntryOnceAndInOrder() throws Exception {
        ShardRef shard = new ShardRef(5, 0);
        Writer writer = log.claim(shard);
        int total = 400;
        Callable<Void> following =
                () -> {
                    long from = 1;
                    int expected = 0;
                    while (expected < total) {
                        LogProbe.of(log.shards().await(shard, from));
                        Slice slice = log.shards().read(shard, from, 7, 1 << 20);
                        for (Entry entry : slice.entries()) {
                            assertThat(LogProbe.value(entry)).startsWith(expected + ":");
                            expected++;
                        }
                        from = slice.nextPosition();
                    }
                    return null;
                };
        Callable<Void> appending =
                () -> {
                    List<CompletableFuture<List<AppendResult>>> pending = new ArrayList<>();
                    for (int i = 0; i < total; i++) {
                        Batch batch = LogProbe.batch(i + ":" + PADDING);
                        pending.add(log.shards().append(List.of(new Append(writer, batch))));
                    }
                    pending.forEach(LogProbe::of);
                    return null;
                };

        run(List.of(following, following, following, appending));
    }

    @Test
    void ofManyClaimsOneWriterIsLeft() throws Exception {
        ShardRef shard = new ShardRef(6, 0);
        Map<Writer, Boolean> claimed = new ConcurrentHashMap<>();
        run(
                IntStream.range(0, THREADS)
                        .<Callable<Void>>mapToObj(thread ->
                                () -> {
                                    for (int i = 0; i < 20; i++) {
                                        Writer writer = log.claim(shard);
                                        claimed.put(writer, true);
                                        log.append(writer, thread + ":" + i);
                                    }
                                    return null;
                                })
                        .toList());

        List<AppendResult> last =
                claimed.keySet().stream().map(writer -> log.append(writer, "end")).toList();

        assertThat(last).filteredOn(result -> result.outcome() == Outcome.STORED).hasSize(1);
        assertThat(last).filteredOn(result -> result.outcome() == Outcome.FENCED).hasSize(159);
        assertThat(log.values(shard)).endsWith("end").doesNotHaveDuplicates();
    }

    @Test
    void aSealCutsBetweenRacingAppends() throws Exception {
        ShardRef shard = new ShardRef(7, 0);
        Writer writer = log.claim(shard);
        Map<Long, String> stored = new ConcurrentHashMap<>();
        List<Callable<Void>> work = new ArrayList<>();
        List<Seal> seals = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            int thread = t;
            work.add(() -> {
                for (int i = 0; ; i++) {
                    AppendResult result = log.append(writer, thread + ":" + i);
                    if (result.outcome() == Outcome.SEALED) {
                        return null;
                    }
                    stored.put(result.firstPosition(), thread + ":" + i);
                }
            });
        }
        work.add(() -> {
            LogProbe.eventually(() -> stored.size() > 50);
            seals.add(LogProbe.of(log.shards().seal(writer)));
            return null;
        });

        run(work);

        assertThat(stored.keySet()).allMatch(position -> position < seals.getFirst().endPosition());
        assertThat(log.entries(shard, 1))
                .hasSize(stored.size())
                .allSatisfy(entry ->
                        assertThat(LogProbe.value(entry)).isEqualTo(stored.get(entry.position())));
    }

    @Test
    void proposalsOfManyThreadsAreAppliedOnceEach() throws Exception {
        Map<Long, String> places = new ConcurrentHashMap<>();
        run(
                IntStream.range(0, THREADS)
                        .<Callable<Void>>mapToObj(thread ->
                                () -> {
                                    for (int i = 0; i < 100; i++) {
                                        String command = thread + ":" + i;
                                        byte[] bytes =
                                                command.getBytes(StandardCharsets.ISO_8859_1);
                                        long place = LogProbe.of(log.commands().propose(bytes));
                                        places.put(place, command);
                                    }
                                    return null;
                                })
                        .toList());

        List<String> byPlace =
                IntStream.rangeClosed(1, THREADS * 100)
                        .mapToObj(i -> places.get((long) i))
                        .toList();
        assertThat(log.machine().applied()).isEqualTo(byPlace);
        log.restart();
        assertThat(log.machine().applied()).isEqualTo(byPlace);
    }

    private void run(List<Callable<Void>> work) throws Exception {
        List<Future<Void>> running = new ArrayList<>();
        work.forEach(task -> running.add(threads.submit(task)));
        for (Future<Void> task : running) {
            task.get();
        }
    }
}
