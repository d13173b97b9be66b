package io.millrace.cli.bench;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `millrace bench echo`.
@Command(
        name = "echo",
        mixinStandardHelpOptions = true,
        description = {
            "Measures a server that answers every request with its own body.",
            "",
            "Sends what 'bench put' sends, so that the two can be compared: the difference is what"
                    + " storing costs, the rest is HTTP."
        })
final class BenchEchoCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;
    @Mixin private final BenchOptions options = new BenchOptions();

    @Override
    public Integer call() throws InterruptedException {
        BenchPlan plan = options.plan(1, 1);
        SplittableRandom random = new SplittableRandom();
        Keys keys = new Keys(random.nextLong());
        Meter meter = new Meter();
        PutLoad.Plan puts =
                new PutLoad.Plan(
                        plan.format(),
                        "bench-echo",
                        plan.recordBytes(),
                        plan.batch(),
                        keys,
                        new Ledger(keys, plan.connections(), true),
                        meter);
        try (HttpLoop loop = BenchStage.loopOf(plan)) {
            List<PutLoad> loads =
                    IntStream.range(0, plan.connections())
                            .mapToObj(writer ->
                                    new PutLoad(puts, writer, PutResults.ofEcho(), random.split()))
                            .toList();
            loads.forEach(load -> loop.connection(load).wake());
            BenchStage.Measured measured = BenchStage.measure(plan, meter);
            BenchStage.stop(loads);
            BenchResult result =
                    new BenchResult("echo", plan, meter, measured.seconds(), meter.latencies())
                            .processors(measured.processors());
            return BenchReport.print(spec, result, meter.records() > 0 && meter.errors() == 0);
        }
    }
}
