package io.millrace.server;

import com.sun.management.OperatingSystemMXBean;
import io.millrace.server.logging.LogLines;
import java.lang.management.ManagementFactory;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The server as a program: what `millrace server` runs.
public final class MillraceServer {
    private static final Logger LOG = LoggerFactory.getLogger("io.millrace.server");
    private static final String VERSION = "0.1.0";

    private MillraceServer() {}

    /// Runs a server until the process is asked to stop. Says on standard error what goes wrong, in
    /// one line.
    ///
    /// @param flags options given on the command line, by name without hyphens; see {@link
    ///   ServerOptions#ALL} and {@link ServerOptions#CONFIG}
    /// @param environment the process's environment
    /// @return the process's exit code
    public static int run(Map<String, String> flags, Map<String, String> environment) {
        return run(flags, environment, Underlay.NONE);
    }

    /// Runs a server with something between it and its disk, as a test of power cuts does.
    public static int run(
            Map<String, String> flags, Map<String, String> environment, Underlay underlay) {
        ServerConfig config;
        try {
            config = ServerConfig.of(ServerOptions.resolve(flags, environment), machineBytes());
        } catch (InvalidOptionException e) {
            return complain(ExitCode.USAGE, e.getMessage()).number();
        }
        if (config.logFormat() == LogFormat.JSON) {
            LogLines.asJson();
        }
        StopSignal signal = new StopSignal().install();
        ExitCode code = serve(config, signal, underlay);
        signal.ended(code);
        return code.number();
    }

    private static ExitCode serve(ServerConfig config, StopSignal signal, Underlay underlay) {
        try (Wiring wiring = Wiring.start(config, underlay, MillraceServer::fatal)) {
            LOG.info(
                    "Millrace {} ready on {}, {}", VERSION, wiring.address(), wiring.description());
            if (Rehearsal.wanted()) {
                Rehearsal.of(wiring.port()).run();
                signal.ask();
            }
            signal.await();
            LOG.info("Stopping: no new connections, running requests may end");
        } catch (StartException e) {
            return complain(e.code(), e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        LOG.info("Stopped");
        return ExitCode.OK;
    }

    private static ExitCode complain(ExitCode code, @org.jspecify.annotations.Nullable String why) {
        System.err.println("millrace: " + why);
        return code;
    }

    /// Ends the process at once: nothing may be acknowledged after the storage failed, and no file
    /// may be touched.
    private static void fatal(Throwable fault) {
        System.err.println(
                "millrace: the storage failed, so the server stops: "
                        + fault
                        + ". Check the disk, then start again.");
        Runtime.getRuntime().halt(ExitCode.STORAGE.number());
    }

    /// Memory of this machine, or of the container if that has less.
    private static long machineBytes() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : 0;
    }
}
