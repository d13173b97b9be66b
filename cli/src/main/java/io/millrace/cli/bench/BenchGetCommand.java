package io.millrace.cli.bench;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `millrace bench get`.
@Command(
        name = "get",
        mixinStandardHelpOptions = true,
        description = {
            "Measures how fast records are read from the oldest on.",
            "",
            "Fills a stream, then reads all shards side by side, again and again, every record parsed"
                    + " and checked. Latencies are those of the GetRecords requests."
        })
final class BenchGetCommand implements Callable<Integer> {
    private static final long MEGABYTE = 1_000_000;
    private static final long LOOK_AGAIN_MILLIS = 10;

    @Spec private @Nullable CommandSpec spec;
    @Mixin private final BenchOptions options = new BenchOptions();

    @Option(
            names = "--fill",
            paramLabel = "MEGABYTES",
            defaultValue = "1000",
            description = "How much to put before reading. Default: ${DEFAULT-VALUE}.")
    private int fillMegabytes;

    @Override
    public Integer call() throws InterruptedException {
        BenchPlan plan = options.plan(500, 16);
        options.check(fillMegabytes, 1, 1_000_000, "--fill");
        Meter meter = new Meter();
        try (BenchStage stage = BenchStage.open(plan)) {
            Ledger ledger = stage.ledger(plan.connections(), true);
            fill(stage, ledger);
            BenchReport.say(spec, "filled; reading");
            boolean holds = true;
            if (plan.warmUpSeconds() > 0) {
                holds = pass(stage, ledger, new Meter());
            }
            meter.turn(true);
            CpuUse cpu = new CpuUse();
            long start = System.nanoTime();
            long end = start + TimeUnit.SECONDS.toNanos(plan.seconds());
            do {
                holds &= pass(stage, ledger, meter);
            } while (System.nanoTime() - end < 0);
            double seconds = (System.nanoTime() - start) / 1e9;
            BenchResult result =
                    new BenchResult("get", plan, meter, seconds, meter.latencies())
                            .processors(cpu.processors(seconds))
                            .verdict(ledger.verdict());
            return BenchReport.print(spec, result, holds);
        }
    }

    private void fill(BenchStage stage, Ledger ledger) throws InterruptedException {
        Meter filling = new Meter();
        filling.turn(true);
        List<PutLoad> loads = stage.startPuts(ledger, filling);
        while (filling.bytes() < fillMegabytes * MEGABYTE) {
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
        }
        BenchStage.stop(loads);
    }

    private static boolean pass(BenchStage stage, Ledger ledger, Meter meter)
            throws InterruptedException {
        ledger.forgetReading();
        stage.readAll(ledger, meter);
        return ledger.verdict().holds();
    }
}
