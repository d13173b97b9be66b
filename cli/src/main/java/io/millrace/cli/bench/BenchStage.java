package io.millrace.cli.bench;

import io.millrace.cli.client.Credentials;
import io.millrace.cli.terminal.Failure;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A stream made for one measurement, and the connections to it. Closing it takes the stream away.
final class BenchStage implements AutoCloseable {
    /// More would not read faster: a page is large and both sides are busy with few of them.
    private static final int READING_CONNECTIONS = 8;

    private final BenchPlan plan;
    private final SplittableRandom random = new SplittableRandom();
    private final String stream;
    private final Keys keys;
    private final HttpLoop loop;
    private final Control control;
    private boolean created;

    /// How a measurement went.
    ///
    /// @param seconds how long it took
    /// @param processors how many the load generator used
    record Measured(double seconds, double processors) {}

    private BenchStage(BenchPlan plan) {
        this.plan = plan;
        this.stream = "bench-" + HexFormat.of().toHexDigits(random.nextInt());
        this.keys = new Keys(random.nextLong());
        this.loop = loopOf(plan);
        this.control = new Control(loop, plan.format(), stream);
    }

    static HttpLoop loopOf(BenchPlan plan) {
        return new HttpLoop(
                plan.target(),
                Credentials.of(plan.target()).resolveCredentials(),
                plan.format(),
                plan.threads(),
                System::nanoTime,
                InstantSource.system());
    }

    /// Makes the stream.
    ///
    /// @throws Failure if there can be none
    static BenchStage open(BenchPlan plan) throws InterruptedException {
        BenchStage stage = new BenchStage(plan);
        try {
            stage.control.createStream(plan.shards());
            stage.created = true;
            return stage;
        } catch (Failure | InterruptedException e) {
            stage.loop.close();
            throw e;
        }
    }

    Ledger ledger(int writers, boolean ordered) {
        return new Ledger(keys, writers, ordered);
    }

    PutLoad.Plan putPlan(Ledger ledger, Meter meter) {
        return new PutLoad.Plan(
                plan.format(), stream, plan.recordBytes(), plan.batch(), keys, ledger, meter);
    }

    private Letters letters() {
        return new Letters(random.split());
    }

    /// Starts putting on all connections.
    List<PutLoad> startPuts(Ledger ledger, Meter meter) {
        PutLoad.Plan puts = putPlan(ledger, meter);
        List<PutLoad> loads =
                IntStream.range(0, plan.connections())
                        .mapToObj(writer ->
                                new PutLoad(
                                        puts,
                                        writer,
                                        PutResults.ofStream(plan.format()),
                                        random.split()))
                        .toList();
        loads.forEach(load -> loop.connection(load).wake());
        return loads;
    }

    /// Starts putting on all connections, a batch whenever the pacer calls for one.
    PacedRun startPaced(Pacer pacer, PutLoad.Plan puts) {
        return startPaced(pacer, puts, () -> {});
    }

    /// The same, with something to do each time before records are called for.
    PacedRun startPaced(Pacer pacer, PutLoad.Plan puts, Runnable beforeCall) {
        List<PacedWriter> writers =
                IntStream.range(0, plan.connections())
                        .mapToObj(_ -> new PacedWriter(pacer, puts, letters()))
                        .toList();
        return PacedRun.start(loop, pacer, writers, beforeCall);
    }

    /// Starts reading the oldest page of the first shard, at the rate of a pacer.
    ///
    /// @param limit records a page
    PacedRun startPaced(Pacer pacer, int limit, Meter meter) throws InterruptedException {
        String shard = control.shards().getFirst();
        PacedReader reader =
                new PacedReader(
                        pacer, new PacedReader.Plan(plan.format(), stream, shard, limit, meter));
        return PacedRun.start(loop, pacer, List.of(reader), () -> {});
    }

    /// Waits for the last answers.
    static void stop(List<PutLoad> loads) {
        List<CompletableFuture<@Nullable Void>> ends = loads.stream().map(PutLoad::stop).toList();
        ends.forEach(CompletableFuture::join);
    }

    /// Runs what was started for the warm-up and then for the measured time.
    static Measured measure(BenchPlan plan, Meter meter) throws InterruptedException {
        TimeUnit.SECONDS.sleep(plan.warmUpSeconds());
        meter.turn(true);
        CpuUse cpu = new CpuUse();
        long start = System.nanoTime();
        TimeUnit.SECONDS.sleep(plan.seconds());
        meter.turn(false);
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Measured(seconds, cpu.processors(seconds));
    }

    /// Reads the whole stream into the ledger.
    void readAll(Ledger ledger, Meter meter) throws InterruptedException {
        List<String> shards = control.shards();
        int connections = Math.min(shards.size(), READING_CONNECTIONS);
        ShardReading.Plan reading =
                reading(
                        new ConcurrentLinkedQueue<>(shards),
                        "TRIM_HORIZON",
                        true,
                        sink(ledger),
                        meter);
        List<CompletableFuture<@Nullable Void>> ends = new ArrayList<>();
        List<HttpConnection> opened = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            ShardReading reader = new ShardReading(reading);
            HttpConnection connection = loop.connection(reader);
            ends.add(reader.done());
            opened.add(connection);
            connection.wake();
        }
        try {
            ends.forEach(CompletableFuture::join);
        } catch (CompletionException e) {
            throw new Failure(Control.messageOf(e), e);
        } finally {
            opened.forEach(HttpConnection::close);
        }
    }

    /// Starts one endless reader for each shard, at its tip.
    List<ShardReading> startPolls(Replies.RecordSink sink, Meter meter)
            throws InterruptedException {
        List<ShardReading> polls = new ArrayList<>();
        for (String shard : control.shards()) {
            Queue<String> one = new ConcurrentLinkedQueue<>(List.of(shard));
            ShardReading poll = new ShardReading(reading(one, "LATEST", false, sink, meter));
            loop.connection(poll).wake();
            polls.add(poll);
        }
        polls.forEach(poll -> poll.placed().join());
        return polls;
    }

    private ShardReading.Plan reading(
            Queue<String> shards,
            String from,
            boolean endsAtTip,
            Replies.RecordSink sink,
            Meter meter) {
        return new ShardReading.Plan(plan.format(), stream, shards, from, endsAtTip, sink, meter);
    }

    static Replies.RecordSink sink(Ledger ledger) {
        return (key, data, length) -> ledger.read(key, Payload.read(data, length));
    }

    @Override
    public void close() {
        try {
            if (created && !plan.keep()) {
                control.deleteStream();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            loop.close();
        }
    }
}
