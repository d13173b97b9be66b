package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/// Holds `docs/operations/cli.md` to what the commands themselves say. Run with
/// `-Dmillrace.docs.write=true`, it writes the help texts into the page.
class UsageDocTest {
    private static final Path PAGE = Path.of("..", "docs", "operations", "cli.md");
    private static final String MARK =
            "<!-- usage: the rest of this page is made by UsageDocTest -->\n";
    private static final int WIDTH = 100;

    @Test
    void thePageShowsEveryCommandsHelp() throws Exception {
        String page = Files.readString(PAGE);
        assertThat(page).contains(MARK);
        String expected = page.substring(0, page.indexOf(MARK)) + MARK + usage();
        if (Boolean.getBoolean("millrace.docs.write")) {
            Files.writeString(PAGE, expected);
        }
        assertThat(Files.readString(PAGE))
                .as("run with -Dmillrace.docs.write=true to write it anew")
                .isEqualTo(expected);
    }

    private static String usage() {
        StringBuilder text = new StringBuilder();
        append(text, "millrace", Millrace.commandLine());
        return text.toString();
    }

    private static void append(StringBuilder text, String name, CommandLine command) {
        command.setUsageHelpWidth(WIDTH);
        text.append("\n## ").append(name).append("\n\n```text\n");
        text.append(command.getUsageMessage(Ansi.OFF).stripTrailing()).append("\n```\n");
        List<Map.Entry<String, CommandLine>> subcommands =
                new ArrayList<>(command.getSubcommands().entrySet());
        for (Map.Entry<String, CommandLine> sub : subcommands) {
            append(text, name + " " + sub.getKey(), sub.getValue());
        }
    }
}
