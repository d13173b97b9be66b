package io.millrace.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.server.http.TlsMode;
import io.millrace.stream.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What options mean, and that the README shows them. Run with `-Dmillrace.docs.write=true`, it
/// writes the README's table.
class ServerConfigTest {
    private static final long MACHINE = 16L << 30;
    private static final Path README = Path.of("..", "README.md");

    @TempDir Path directory;

    @Test
    void defaultsAreThoseOfTheDocumentation() {
        assertThat(config(Map.of(), Map.of()))
                .isEqualTo(
                        new ServerConfig(
                                "127.0.0.1",
                                4567,
                                Path.of("millrace-data"),
                                Durability.FSYNC,
                                Limits.OFF,
                                Duration.ZERO,
                                1L << 30,
                                1L << 30,
                                TlsMode.AUTO,
                                null,
                                null,
                                false,
                                false,
                                LogFormat.TEXT));
    }

    @Test
    void theDefaultMemoryIsAQuarterOfASmallMachine() {
        var values = ServerOptions.resolve(Map.of(), Map.of());
        assertThat(ServerConfig.of(values, 2L << 30).memoryBytes()).isEqualTo(512L << 20);
        assertThat(ServerConfig.of(values, 1L << 30).memoryBytes()).isEqualTo(384L << 20);
    }

    @Test
    void aFlagBeatsTheEnvironmentAndBothBeatTheFile() throws IOException {
        Path file = directory.resolve("millrace.properties");
        Files.writeString(file, "port = 1\nhost = localhost\ntls = off\n");
        var config =
                config(
                        Map.of("config", file.toString(), "port", "3"),
                        Map.of("MILLRACE_PORT", "2", "MILLRACE_HOST", "127.0.0.2"));
        assertThat(config.port()).isEqualTo(3);
        assertThat(config.host()).isEqualTo("127.0.0.2");
        assertThat(config.tls()).isEqualTo(TlsMode.OFF);
    }

    @Test
    void theEnvironmentMayNameTheFile() throws IOException {
        Path file = directory.resolve("millrace.properties");
        Files.writeString(file, "limits = aws*2.5\nstate-delay=200ms\nmemory=2g\n");
        var config = config(Map.of(), Map.of("MILLRACE_CONFIG", file.toString()));
        assertThat(config.limits()).isEqualTo(Limits.timesAws(2.5));
        assertThat(config.stateDelay()).isEqualTo(Duration.ofMillis(200));
        assertThat(config.memoryBytes()).isEqualTo(2L << 30);
    }

    @Test
    void anUnknownLineOfTheFileIsRefused() throws IOException {
        Path file = directory.resolve("millrace.properties");
        Files.writeString(file, "prot = 1\n");
        assertThatThrownBy(() -> config(Map.of("config", file.toString()), Map.of()))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessage("prot = 1: there is no such option in " + file);
    }

    @Test
    void aFileThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> config(Map.of("config", "/no/such/file"), Map.of()))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageStartingWith("config = /no/such/file: cannot be read");
    }

    @Test
    void bindingBeyondLoopbackIsAllowedWhenAskedFor() {
        var config = config(Map.of("host", "0.0.0.0", "insecure", "true"), Map.of());
        assertThat(config.host()).isEqualTo("0.0.0.0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "host; 0.0.0.0; signatures are not verified yet",
                "host; example.org; needs --insecure",
                "host; ' '; must name an address",
                "port; 70000; must be from 0 to 65535",
                "port; -1; must be from 0 to 65535",
                "port; tcp://10.0.0.1:4567; must be a whole number",
                "data-dir; ''; must name a path",
                "engine; kafka; must be one of local",
                "durability; FSYNC; must be one of fsync, memory",
                "durability; none; must be one of fsync, memory",
                "limits; aws*0; must be off, aws, or aws*N",
                "limits; gcp; must be off, aws, or aws*N",
                "state-delay; 5; must be a number and ms, s, m or h",
                "state-delay; 2h; must be from 0 to one hour",
                "memory; 100m; must be at least",
                "memory; lots; must be a number of bytes",
                "memory; 99999999999t; is too large",
                "table-memory; 1x; must be a number of bytes",
                "tls; maybe; must be one of auto, required, off",
                "tls-cert; cert.pem; belong together",
                "tls-key; key.pem; belong together",
                "insecure; perhaps; must be true or false",
                "accept-loss; 1; must be true or false",
                "log-format; xml; must be one of text, json",
                "prot; 1; there is no such option in the command line",
            })
    void aWrongValueIsRefusedWithNameValueAndRule(String option, String value, String rule) {
        assertThatThrownBy(() -> config(Map.of(option, value), Map.of()))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageStartingWith(option + " = ")
                .hasMessageContaining(rule);
    }

    @Test
    void aCertificateHasNoUseWithoutTls() {
        var flags = Map.of("tls", "off", "tls-cert", "c", "tls-key", "k");
        assertThatThrownBy(() -> config(flags, Map.of())).hasMessageContaining("no use");
    }

    @Test
    void sharesOfTheMemoryStayWithinTheCap() {
        for (long memory = 384L << 20; memory <= 8L << 30; memory += 128L << 20) {
            MemoryPlan plan = MemoryPlan.of(memory, 0, Long.MAX_VALUE);
            long heap =
                    3 * plan.bodyBytes()
                            + plan.tailCacheBytes()
                            + 70L * plan.tailBatches()
                            + plan.segmentIndexBytes();
            assertThat(heap).as("at %d", memory).isLessThanOrEqualTo(plan.heapBytes());
            assertThat(plan.bodyBytes()).isLessThanOrEqualTo(memory / 4);
            assertThat((long) plan.flushUnitBytes()).isLessThanOrEqualTo(memory / 8);
        }
    }

    @Test
    void tablesHaveHeapBesideTheShareOfStreams() {
        long gib = 1L << 30;
        MemoryPlan streams = MemoryPlan.of(gib, 0, 512L << 20);
        MemoryPlan both = MemoryPlan.of(gib, gib, (512L << 20) + gib * 5 / 4);
        assertThat(streams.heapBytes()).isEqualTo(both.heapBytes()).isEqualTo(512L << 20);
        assertThat(both.bodyBytes()).isEqualTo(streams.bodyBytes());
        assertThat(both.tableBytes()).isEqualTo(gib);
        assertThat(streams.tableBytes()).isZero();
        assertThat(MemoryPlan.of(gib, gib, 512L << 20).tableBytes()).isLessThan(128L << 20);
    }

    @Test
    void plainFlagsAreReadWithoutHelp() {
        assertThat(
                        ServerOptions.flags(
                                List.of("--port", "1", "--tls=off", "--insecure", "--host", "h")))
                .contains(Map.of("port", "1", "tls", "off", "insecure", "true", "host", "h"));
        assertThat(ServerOptions.flags(List.of("--config=f"))).contains(Map.of("config", "f"));
        assertThat(ServerOptions.flags(List.of())).contains(Map.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "-h",
                "--prot 1",
                "--port",
                "--port --tls",
                "--port 1 --port 2",
                "--port 1 left",
                "--insecure false",
            })
    void whateverIsNotPlainIsLeftToTheCommandLine(String line) {
        assertThat(ServerOptions.flags(List.of(line.split(" ", -1)))).isEmpty();
    }

    @Test
    void theReadmeShowsEveryOption() throws IOException {
        String readme = Files.readString(README);
        int start = readme.indexOf('\n', readme.indexOf("<!-- options: ")) + 1;
        int end = readme.indexOf("<!-- /options -->");
        String expected =
                readme.substring(0, start) + ServerOptions.markdown() + readme.substring(end);
        if (Boolean.getBoolean("millrace.docs.write")) {
            Files.writeString(README, expected);
        }
        assertThat(Files.readString(README))
                .as("run with -Dmillrace.docs.write=true to write it anew")
                .isEqualTo(expected);
    }

    private static ServerConfig config(Map<String, String> flags, Map<String, String> environment) {
        return ServerConfig.of(ServerOptions.resolve(flags, environment), MACHINE);
    }
}
