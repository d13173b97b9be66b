package io.millrace.cli.bench;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `millrace bench put`.
@Command(
        name = "put",
        mixinStandardHelpOptions = true,
        description = {
            "Measures how fast records are stored, then reads all of them back.",
            "",
            "Every connection has one request on its way: random letters, new for each request, under"
                    + " random keys, signed. Latencies are those of the requests."
        })
final class BenchPutCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;
    @Mixin private final BenchOptions options = new BenchOptions();

    @Override
    public Integer call() throws InterruptedException {
        BenchPlan plan = options.plan(500, 16);
        Meter meter = new Meter();
        try (BenchStage stage = BenchStage.open(plan)) {
            Ledger ledger = stage.ledger(plan.connections(), true);
            List<PutLoad> loads = stage.startPuts(ledger, meter);
            BenchStage.Measured measured = BenchStage.measure(plan, meter);
            BenchStage.stop(loads);
            BenchReport.say(spec, "reading everything back");
            stage.readAll(ledger, new Meter());
            Ledger.Verdict verdict = ledger.verdict();
            BenchResult result =
                    new BenchResult("put", plan, meter, measured.seconds(), meter.latencies())
                            .processors(measured.processors())
                            .verdict(verdict);
            return BenchReport.print(spec, result, verdict.holds());
        }
    }
}
