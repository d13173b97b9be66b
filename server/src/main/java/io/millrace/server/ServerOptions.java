package io.millrace.server;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// All options as data: flags, environment, file, help and the README's table are made of it.
public final class ServerOptions {
    /// The file that gives options; itself a flag or a variable only.
    public static final ServerOption CONFIG =
            new ServerOption(
                    "config",
                    "FILE",
                    "",
                    "Java properties file with any of the other options, without the hyphens in"
                            + " front. The environment overrides it, a flag overrides both.");

    /// Every option but {@link #CONFIG}, in the order of the documentation.
    public static final List<ServerOption> ALL =
            List.of(
                    new ServerOption(
                            "host",
                            "ADDRESS",
                            "127.0.0.1",
                            "Address to bind. Beyond loopback it needs `--insecure`."),
                    new ServerOption(
                            "port", "0-65535", "4567", "Port to bind; 0 takes any free one."),
                    new ServerOption(
                            "data-dir", "DIR", "millrace-data", "Where everything is kept."),
                    new ServerOption(
                            "engine",
                            "local",
                            "local",
                            "Where shard logs live: on the local disk."),
                    new ServerOption(
                            "durability",
                            "fsync|memory",
                            "fsync",
                            "When a record is acknowledged: once it is on the disk, or at once,"
                                    + " kept in memory only and gone with the process."),
                    new ServerOption(
                            "limits",
                            "off|aws|aws*N",
                            "off",
                            "Which of AWS's limits hold, on puts, reads, control calls and counts of"
                                    + " shards and consumers: none, all of them, or all with N"
                                    + " times AWS's rates. What goes beyond a rate is counted in"
                                    + " any case."),
                    new ServerOption(
                            "state-delay",
                            "DURATION",
                            "0ms",
                            "How long streams stay CREATING, UPDATING and DELETING, such as"
                                    + " `200ms` or `2s`."),
                    new ServerOption(
                            "memory",
                            "BYTES",
                            "",
                            "Cap for heap and off-heap together, such as `1g`, at least `384m`."
                                    + " Without it a quarter of the machine's memory, 1 GiB at"
                                    + " most."),
                    new ServerOption(
                            "table-memory",
                            "BYTES",
                            "1g",
                            "Cap for the items of tables, beside `--memory`; a quarter more of heap"
                                    + " goes with it. Writes that make tables larger are refused"
                                    + " beyond it; 0 allows none."),
                    new ServerOption(
                            "tls",
                            "auto|required|off",
                            "auto",
                            "Whether the port takes plain text and TLS, TLS only, or plain text"
                                    + " only."),
                    new ServerOption(
                            "tls-cert",
                            "FILE",
                            "",
                            "Certificate chain in PEM. Without it a self-signed certificate is"
                                    + " made at the first TLS handshake and kept in the data"
                                    + " directory."),
                    new ServerOption(
                            "tls-key",
                            "FILE",
                            "",
                            "Private key of the certificate in PEM (PKCS#8, not encrypted)."),
                    new ServerOption(
                            "insecure",
                            ServerOption.SWITCH,
                            "false",
                            "Allows binding beyond loopback although signatures are not verified"
                                    + " yet: whoever reaches the port may do everything."),
                    new ServerOption(
                            "accept-loss",
                            ServerOption.SWITCH,
                            "false",
                            "Starts on damaged files, giving up what they held; the report says"
                                    + " what."),
                    new ServerOption(
                            "log-format", "text|json", "text", "Form of the server's log lines."));

    private ServerOptions() {}

    /// Reads flags the plain way, `--name value`, `--name=value` or a switch alone, each once.
    ///
    /// The program's command-line library says more about what is wrong, and helps; but its classes
    /// are too old a format for the class cache and take a quarter of a start. So it is asked only
    /// where this gives up.
    ///
    /// @return values by option name; empty if anything else is there, such as `--help`
    public static Optional<Map<String, String>> flags(List<String> arguments) {
        Map<String, String> flags = new HashMap<>();
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String word = rest.next();
            int equals = word.indexOf('=');
            ServerOption option = named(equals < 0 ? word : word.substring(0, equals));
            if (option == null || (equals < 0 && !option.isSwitch() && !rest.hasNext())) {
                return Optional.empty();
            }
            String value = value(option, word, equals, rest);
            if (value.startsWith("-") || flags.put(option.name(), value) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(flags);
    }

    private static String value(
            ServerOption option, String word, int equals, Iterator<String> rest) {
        if (equals >= 0) {
            return word.substring(equals + 1);
        }
        return option.isSwitch() ? "true" : rest.next();
    }

    private static @Nullable ServerOption named(String flag) {
        if (flag.equals(CONFIG.flag())) {
            return CONFIG;
        }
        for (ServerOption option : ALL) {
            if (option.flag().equals(flag)) {
                return option;
            }
        }
        return null;
    }

    /// The values that hold: defaults, overridden by the file, overridden by the environment,
    /// overridden by the flags.
    ///
    /// @param flags values by option name
    /// @param environment the process's environment
    /// @throws InvalidOptionException if the file cannot be read or names an unknown option
    public static Map<String, String> resolve(
            Map<String, String> flags, Map<String, String> environment) {
        Map<String, String> values = new HashMap<>();
        ALL.forEach(option -> values.put(option.name(), option.standard()));
        String file = flags.getOrDefault(CONFIG.name(), environment.get(CONFIG.variable()));
        if (file != null && !file.isEmpty()) {
            values.putAll(read(Path.of(file)));
        }
        for (ServerOption option : ALL) {
            String variable = environment.get(option.variable());
            if (variable != null) {
                values.put(option.name(), variable);
            }
        }
        values.putAll(flags);
        values.remove(CONFIG.name());
        requireKnown(values, "the command line");
        return values;
    }

    /// The table of options for the README.
    public static String markdown() {
        var table = new StringBuilder();
        table.append("| flag | environment | value | default | meaning |\n|---|---|---|---|---|\n");
        for (ServerOption option : ALL) {
            row(table, option);
        }
        row(table, CONFIG);
        return table.toString();
    }

    private static void row(StringBuilder table, ServerOption option) {
        String standard = option.standard().isEmpty() ? "" : "`" + option.standard() + "`";
        table.append("| `")
                .append(option.flag())
                .append("` | `")
                .append(option.variable())
                .append("` | ")
                .append(option.kind().replace("|", "\\|").replace("*", "\\*"))
                .append(" | ")
                .append(standard)
                .append(" | ")
                .append(option.doc())
                .append(" |\n");
    }

    private static Map<String, String> read(Path file) {
        var properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new InvalidOptionException(
                    CONFIG.name(), file.toString(), "cannot be read (" + e + ")");
        }
        Map<String, String> values = new HashMap<>();
        properties.stringPropertyNames().forEach(key -> values.put(key, value(properties, key)));
        requireKnown(values, file.toString());
        return values;
    }

    private static String value(Properties properties, String key) {
        return properties.getProperty(key).strip();
    }

    private static void requireKnown(Map<String, String> values, String where) {
        var unknown = new TreeSet<>(values.keySet());
        ALL.forEach(option -> unknown.remove(option.name()));
        if (!unknown.isEmpty()) {
            String first = unknown.getFirst();
            throw new InvalidOptionException(
                    first, values.getOrDefault(first, ""), "there is no such option in " + where);
        }
    }
}
