package io.millrace.conformance.kpl;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.conformance.kcl.Library;
import io.millrace.conformance.kcl.Scenario;
import io.millrace.conformance.kpl.producer.KplProducer;
import io.millrace.testkit.MillraceProcess;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// KPL 1.1, unmodified: its native part puts over TLS, aggregated, while shards split and merge;
/// KCL 3.5 takes the aggregates apart.
class KplTest {
    private static final int KEYS = 40;
    private static final long MORE = 4_000;
    private static final Pattern SUMMARY = Pattern.compile("put (\\d+), lost 0");
    private static final Path JARS = Path.of("lib", "kpl-1.1", "target", "lib").toAbsolutePath();

    @Test
    void noRecordIsLostWhileShardsSplit(@TempDir Path directory) throws Exception {
        try (Scenario scenario = new Scenario(directory, 2);
                MillraceProcess producer = MillraceProcess.of(command(scenario))) {
            scenario.add("aggregated", false);
            scenario.begin(Library.KCL_3, "one");
            scenario.awaitMore(MORE);
            scenario.split();
            scenario.merge();
            scenario.scale(4);
            scenario.awaitMore(MORE);
            producer.closeInput();
            assertThat(producer.awaitExit()).as(producer.output()).isZero();
            Matcher summary = SUMMARY.matcher(producer.output());
            assertThat(summary.find()).as(producer.output()).isTrue();
            long numbers = Long.parseLong(summary.group(1));
            Map<String, Long> acknowledged = new TreeMap<>();
            for (int key = 0; key < KEYS; key++) {
                acknowledged.put("key-" + key, numbers);
            }
            scenario.finish(acknowledged);
            assertThat(scenario.laterPartsOf("aggregated")).isGreaterThan(KEYS * numbers / 2);
            scenario.calls().verify("kpl-1.1", "KPL 1.1.1, and KCL 3.5.1 that takes apart");
        }
    }

    private static List<String> command(Scenario scenario) {
        String classes =
                KplProducer.class.getProtectionDomain().getCodeSource().getLocation().getPath();
        return List.of(
                "env",
                "AWS_ACCESS_KEY_ID=AKIDEXAMPLE",
                "AWS_SECRET_ACCESS_KEY=secret",
                "AWS_EC2_METADATA_DISABLED=true",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                classes + File.pathSeparator + JARS + "/*",
                KplProducer.class.getName(),
                Integer.toString(scenario.endpoint().getPort()),
                Scenario.STREAM,
                Integer.toString(KEYS));
    }
}
