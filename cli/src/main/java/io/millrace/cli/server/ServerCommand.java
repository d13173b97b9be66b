package io.millrace.cli.server;

import io.millrace.server.ExitCode;
import io.millrace.server.MillraceServer;
import io.millrace.server.ServerOption;
import io.millrace.server.ServerOptions;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// `millrace server`, made of {@link ServerOptions}, so that flags and help cannot differ from what
/// the server reads.
public final class ServerCommand implements Callable<Integer> {
    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

    private ServerCommand() {}

    /// The subcommand.
    public static CommandLine commandLine() {
        CommandSpec spec = new ServerCommand().spec;
        spec.name("server").mixinStandardHelpOptions(true);
        spec.usageMessage()
                .description(
                        "Runs a server until it is asked to stop (SIGTERM, SIGINT).",
                        "Each option may also stand in the environment (--data-dir as"
                                + " MILLRACE_DATA_DIR) or in the file of --config; a flag wins over"
                                + " the environment, the environment over the file.")
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(exitCodes());
        ServerOptions.ALL.forEach(option -> spec.addOption(option(option)));
        spec.addOption(option(ServerOptions.CONFIG));
        return new CommandLine(spec);
    }

    @Override
    public Integer call() {
        ParseResult parsed = spec.commandLine().getParseResult();
        Map<String, String> flags = new HashMap<>();
        ServerOptions.ALL.forEach(option -> take(parsed, option, flags));
        take(parsed, ServerOptions.CONFIG, flags);
        return MillraceServer.run(flags, System.getenv());
    }

    private static void take(ParseResult parsed, ServerOption option, Map<String, String> flags) {
        if (parsed.hasMatchedOption(option.flag())) {
            flags.put(option.name(), parsed.matchedOptionValue(option.flag(), ""));
        }
    }

    private static OptionSpec option(ServerOption option) {
        String standard =
                option.standard().isEmpty() ? "" : " (default: " + option.standard() + ")";
        var spec =
                OptionSpec.builder(option.flag())
                        .type(String.class)
                        .paramLabel(option.kind())
                        .description(option.doc().replace("`", "").replace("%", "%%") + standard);
        return option.isSwitch()
                ? spec.arity("0..1").fallbackValue("true").build()
                : spec.arity("1").build();
    }

    private static Map<String, String> exitCodes() {
        Map<String, String> codes = new LinkedHashMap<>();
        for (ExitCode code : ExitCode.values()) {
            codes.put(Integer.toString(code.number()), code.meaning());
        }
        return codes;
    }
}
