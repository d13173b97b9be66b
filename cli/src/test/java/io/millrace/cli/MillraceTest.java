package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.terminal.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MillraceTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine command =
            Millrace.commandLine()
                    .setOut(new PrintWriter(out, true))
                    .setErr(new PrintWriter(err, true));

    @TempDir private Path directory;

    private static List<List<String>> allCommands() {
        List<List<String>> paths = new ArrayList<>();
        collect(Millrace.commandLine(), List.of(), paths);
        return paths;
    }

    private static void collect(CommandLine command, List<String> path, List<List<String>> paths) {
        paths.add(path);
        command.getSubcommands()
                .forEach((name, sub) -> {
                    List<String> longer = new ArrayList<>(path);
                    longer.add(name);
                    collect(sub, longer, paths);
                });
    }

    @Test
    void everyCommandExplainsItself() {
        assertThat(allCommands())
                .extracting(path -> String.join(" ", path))
                .contains(
                        "",
                        "server",
                        "put",
                        "tail",
                        "bench",
                        "bench put",
                        "bench get",
                        "bench latency",
                        "bench limits",
                        "bench echo",
                        "stream",
                        "stream create",
                        "stream consumers",
                        "inspect",
                        "backup",
                        "completion");
        for (List<String> path : allCommands()) {
            List<String> arguments = new ArrayList<>(path);
            arguments.add("--help");
            out.getBuffer().setLength(0);
            assertThat(command.execute(arguments.toArray(String[]::new))).isEqualTo(ExitCode.OK);
            assertThat(out.toString())
                    .as("%s", path)
                    .startsWith("Usage: millrace")
                    .contains("--help");
        }
    }

    @Test
    void theVersionIsTold() {
        assertThat(command.execute("--version")).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).startsWith("millrace ");
    }

    @Test
    void aWrongCommandLineEndsWithTwo() {
        String[][] wrong = {
            {},
            {"nonsense"},
            {"put"},
            {"put", "--stream", "s", "--partition-key", "{nope}"},
            {"put", "--stream", "s", "--follow"},
            {"put", "--stream", "s", "--in-flight", "0"},
            {"put", "--stream", "s", "--endpoint", "nowhere"},
            {"tail"},
            {"tail", "--stream", "s", "--from", "yesterday"},
            {"tail", "--stream", "s", "--poll", "-1"},
            {"bench"},
            {"bench", "put", "--cbor", "--json"},
            {"bench", "put", "--batch", "501"},
            {"bench", "put", "--record-bytes", "3"},
            {"bench", "put", "--threads", "0"},
            {"bench", "put", "--endpoint", "nowhere"},
            {"bench", "limits", "--seconds", "241"},
            {"bench", "limits", "--shards", "1"},
            {"stream"},
            {"stream", "create"},
            {"stream", "create", "s", "--shards", "1", "--on-demand"},
            {"stream", "scale", "s"},
            {"stream", "delete", "s", "--endpoint", "nowhere", "--yes"},
            {"stream", "consumers", "s", "--register", "a", "--deregister", "b"},
            {"inspect"},
            {"backup", "one"},
        };
        for (String[] arguments : wrong) {
            assertThat(command.execute(arguments))
                    .as(String.join(" ", arguments))
                    .isEqualTo(ExitCode.USAGE);
        }
    }

    @Test
    void whatCannotBeDoneEndsWithOneAndOneLine() {
        String missing = directory.resolve("missing").toString();
        assertThat(command.execute("inspect", missing)).isEqualTo(ExitCode.FAILURE);
        assertThat(err.toString()).isEqualTo("inspect: no such directory: " + missing + "\n");
        assertThat(command.execute("put", "--stream", "s", "--file", missing))
                .isEqualTo(ExitCode.FAILURE);
        assertThat(err.toString()).endsWith("put: no such file: " + missing + "\n");
    }

    @Test
    void aServiceThatCannotBeReachedEndsWithOne() throws IOException {
        String nobody = "http://127.0.0.1:1";
        String file = Files.writeString(directory.resolve("in"), "line\n").toString();
        assertThat(command.execute("put", "--stream", "s", "--file", file, "--endpoint", nobody))
                .isEqualTo(ExitCode.FAILURE);
        assertThat(err.toString()).contains("put: cannot reach the service");
        assertThat(command.execute("bench", "put", "--endpoint", nobody))
                .isEqualTo(ExitCode.FAILURE);
        assertThat(err.toString()).contains("CreateStream");
    }

    @Test
    void theCompletionScriptKnowsTheCommands() {
        assertThat(command.execute("completion")).isEqualTo(ExitCode.OK);
        assertThat(out.toString())
                .contains("complete -F")
                .contains("--partition-key")
                .contains("tail");
    }
}
