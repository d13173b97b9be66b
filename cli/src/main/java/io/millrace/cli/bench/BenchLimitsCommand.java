package io.millrace.cli.bench;

import io.millrace.cli.terminal.Failure;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `millrace bench limits`.
///
/// Two streams of one shard: one for what is counted in calls, one for what is counted in bytes, so
/// that no load meets a limit but its own.
@Command(
        name = "limits",
        mixinStandardHelpOptions = true,
        description = {
            "Checks that a service holds AWS's limits of a shard, neither less nor more.",
            "",
            "Puts and reads at twice the rates, counted in records, in bytes and in calls, side by"
                    + " side, and compares what is accepted with rate x seconds + one second's worth;"
                    + " then reads all records back. Ends with 3 if any is off by more than 2 %%."
                    + " For a server with --limits aws.",
            "",
            "A page is accepted as a whole, so below 30 seconds one page may be more than 2 %%."
        })
final class BenchLimitsCommand implements Callable<Integer> {
    private static final int MEBIBYTE = 1 << 20;

    /// How far beyond the limits the load is.
    private static final int EXCESS = 2;

    /// AWS's limits of a shard, a second, and as much at once.
    private static final int PUT_RECORDS = 1000;

    private static final int PUT_BYTES = MEBIBYTE;
    private static final int READ_CALLS = 5;
    private static final int READ_BYTES = 2 * MEBIBYTE;

    /// What the limit on bytes counts of a large record: few enough a second to stay below the one
    /// on records, small enough that one is nothing beside a second's worth.
    private static final int LARGE_BYTES = 32 << 10;

    /// Four such pages a second are twice the limit on bytes and below the one on calls.
    private static final int PAGE_RECORDS = MEBIBYTE / LARGE_BYTES;

    /// Few requests, so that the limit is what holds records up and not a small machine.
    private static final int BATCH = 20;

    /// Room for answers that take some time.
    private static final int CONNECTIONS = 16;

    /// An iterator is good for 300.
    private static final int MAX_SECONDS = 240;

    private static final long FIRST_PAGE_LOOKS = 3000;
    private static final long LOOK_AGAIN_MILLIS = 10;

    @Spec private @Nullable CommandSpec spec;
    @Mixin private final ClientOptions client = new ClientOptions();

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "60",
            description = "How long to put and to read. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    /// A stream, what was put into it, and the run that puts.
    private record Putting(BenchStage stage, Ledger ledger, Meter meter, PacedRun run) {
        static Putting start(BenchStage stage, int batches, int seconds) {
            Ledger ledger = stage.ledger(1, false);
            Meter meter = switchedOn();
            return new Putting(
                    stage,
                    ledger,
                    meter,
                    stage.startPaced(pacer(batches, seconds), stage.putPlan(ledger, meter)));
        }

        /// @param unit what the limit counts of a record
        Throttling throttling(String name, int limit, int unit, int seconds)
                throws InterruptedException {
            double taken = run.await(seconds);
            long offered = meter.records() + meter.throttled();
            return new Throttling(name, limit, taken, offered * unit, meter.records() * unit);
        }

        Ledger.Verdict verdict() throws InterruptedException {
            stage.readAll(ledger, new Meter());
            return ledger.verdict();
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        client.require(seconds, 1, MAX_SECONDS, "--seconds");
        BenchPlan small = client.plan(1, Payload.MIN_BYTES, BATCH, CONNECTIONS, seconds, 0);
        BenchPlan large = client.plan(1, LARGE_BYTES - Keys.LENGTH, 1, CONNECTIONS, seconds, 0);
        try (BenchStage calls = BenchStage.open(small);
                BenchStage bytes = BenchStage.open(large)) {
            Putting records = Putting.start(calls, EXCESS * PUT_RECORDS / BATCH, seconds);
            Putting largeRecords = Putting.start(bytes, EXCESS * PUT_BYTES / LARGE_BYTES, seconds);
            awaitFirstPage(largeRecords.meter());
            Meter pages = switchedOn();
            Meter largePages = switchedOn();
            PacedRun reads = calls.startPaced(pacer(EXCESS * READ_CALLS, seconds), 1, pages);
            PacedRun largeReads =
                    bytes.startPaced(
                            pacer(EXCESS * READ_BYTES / MEBIBYTE, seconds),
                            PAGE_RECORDS,
                            largePages);
            List<Throttling> limits =
                    List.of(
                            records.throttling("put_records", PUT_RECORDS, 1, seconds),
                            largeRecords.throttling("put_bytes", PUT_BYTES, LARGE_BYTES, seconds),
                            readCalls(reads, pages),
                            readBytes(largeReads, largePages));
            for (Meter other : List.of(largeRecords.meter(), pages, largePages)) {
                records.meter().countErrors((int) other.errors());
            }
            BenchReport.say(spec, "reading everything back");
            return report(small, records, limits, records.verdict().plus(largeRecords.verdict()));
        }
    }

    private static Pacer pacer(int perSecond, int seconds) {
        return new Pacer(System::nanoTime, perSecond, perSecond * seconds);
    }

    private static Meter switchedOn() {
        Meter meter = new Meter();
        meter.turn(true);
        return meter;
    }

    private static void awaitFirstPage(Meter meter) throws InterruptedException {
        for (long look = 0; meter.records() < PAGE_RECORDS; look++) {
            if (look == FIRST_PAGE_LOOKS) {
                throw new Failure("the service does not take records");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
        }
    }

    private Throttling readCalls(PacedRun run, Meter meter) throws InterruptedException {
        double taken = run.await(seconds);
        long offered = meter.records() + meter.throttled();
        return new Throttling("read_calls", READ_CALLS, taken, offered, meter.records());
    }

    private Throttling readBytes(PacedRun run, Meter meter) throws InterruptedException {
        double taken = run.await(seconds);
        long offered = (meter.records() + meter.throttled()) * MEBIBYTE;
        return new Throttling("read_bytes", READ_BYTES, taken, offered, meter.bytes());
    }

    private int report(
            BenchPlan plan, Putting records, List<Throttling> limits, Ledger.Verdict verdict) {
        Meter meter = records.meter();
        double taken = limits.getFirst().seconds();
        BenchResult result = new BenchResult("limits", plan, meter, taken, meter.latencies());
        limits.forEach(result::limit);
        boolean holds =
                limits.stream().allMatch(Throttling::holds)
                        && verdict.holds()
                        && meter.errors() == 0;
        return BenchReport.print(spec, result.verdict(verdict), holds);
    }
}
