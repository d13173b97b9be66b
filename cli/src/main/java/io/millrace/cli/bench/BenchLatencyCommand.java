package io.millrace.cli.bench;

import io.millrace.cli.terminal.Failure;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `millrace bench latency`.
@Command(
        name = "latency",
        mixinStandardHelpOptions = true,
        description = {
            "Measures how long a record takes from its put to its reader.",
            "",
            "Records are put at a steady rate, whether earlier ones were answered or not; a reader for"
                    + " each shard calls GetRecords again at once. The clock starts when a record is"
                    + " due and stops when its reader has parsed it; put_* are the latencies of the"
                    + " PutRecord requests alone."
        })
final class BenchLatencyCommand implements Callable<Integer> {
    private static final long LAST_RECORD_SECONDS = 10;
    private static final long LOOK_AGAIN_MILLIS = 5;

    @Spec private @Nullable CommandSpec spec;
    @Mixin private final BenchOptions options = new BenchOptions();

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Records a second. Default: ${DEFAULT-VALUE}.")
    private int rate;

    @Override
    public Integer call() throws InterruptedException {
        BenchPlan plan = options.plan(1, 1);
        options.check(plan.batch(), 1, 1, "--batch");
        options.check(rate, 1, 100_000, "--rate");
        int warmUp = rate * plan.warmUpSeconds();
        Pacer pacer = new Pacer(System::nanoTime, rate, warmUp + rate * plan.seconds());
        Meter puts = new Meter();
        Meter reads = new Meter();
        try (BenchStage stage = BenchStage.open(plan)) {
            Ledger ledger = stage.ledger(1, false);
            Replies.RecordSink note = BenchStage.sink(ledger);
            List<ShardReading> polls =
                    stage.startPolls(
                            (key, data, length) -> {
                                note.record(key, data, length);
                                int number = Payload.read(data, length).number();
                                reads.turn(number >= warmUp);
                                reads.count(1, length, pacer.nanosSince(number));
                            },
                            new Meter());
            put(stage, plan, pacer, stage.putPlan(ledger, puts));
            awaitLast(ledger, polls);
            return report(plan, puts, reads, ledger.verdict());
        }
    }

    private void put(BenchStage stage, BenchPlan plan, Pacer pacer, PutLoad.Plan puts)
            throws InterruptedException {
        int warmUp = plan.warmUpSeconds() * rate;
        PacedRun run =
                stage.startPaced(pacer, puts, () -> puts.meter().turn(pacer.called() > warmUp));
        double _ = run.await(plan.warmUpSeconds() + plan.seconds());
    }

    private static void awaitLast(Ledger ledger, List<ShardReading> polls)
            throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LAST_RECORD_SECONDS);
        while (!ledger.isComplete() && System.nanoTime() - end < 0) {
            for (ShardReading poll : polls) {
                if (poll.done().isCompletedExceptionally()) {
                    throw new Failure("a shard cannot be read any more");
                }
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
        }
    }

    private int report(BenchPlan plan, Meter puts, Meter reads, Ledger.Verdict verdict) {
        Histogram putToGet = reads.latencies();
        reads.countErrors((int) (puts.errors() + puts.throttled()));
        BenchResult result =
                new BenchResult("latency", plan, reads, plan.seconds(), putToGet)
                        .percentiles("put_", puts.latencies())
                        .verdict(verdict);
        return BenchReport.print(spec, result, verdict.holds());
    }
}
