package io.millrace.cli;

import io.millrace.server.MillraceServer;
import io.millrace.server.ServerOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where the process starts: a server asked for plainly is started without the command line's
/// library, which everything else goes through.
public final class Main {
    private Main() {}

    /// Runs a command and ends the process with its exit code.
    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals("server")) {
            List<String> rest = List.of(args).subList(1, args.length);
            Optional<Map<String, String>> flags = ServerOptions.flags(rest);
            if (flags.isPresent()) {
                System.exit(MillraceServer.run(flags.get(), System.getenv()));
            }
        }
        Millrace.main(args);
    }
}
