package io.millrace.server;

import io.millrace.server.http.TlsMode;
import io.millrace.stream.Limits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A server's configuration. A value that breaks a rule is refused, never bent.
///
/// @param host address or name to bind
/// @param port 0 for any free one
/// @param dataDir where everything is kept
/// @param durability when a record counts as stored
/// @param limits which of AWS's limits hold
/// @param stateDelay how long streams stay CREATING, UPDATING and DELETING
/// @param memoryBytes cap for heap and off-heap together
/// @param tableMemoryBytes cap for the items of tables
/// @param tls how the port treats TLS
/// @param tlsCert certificate chain in PEM; null for a self-signed one
/// @param tlsKey its private key in PEM; null exactly if `tlsCert` is
/// @param insecure whether binding beyond loopback is allowed without verified signatures
/// @param acceptLoss whether to start on damaged files
/// @param logFormat form of log lines
public record ServerConfig(
        String host,
        int port,
        Path dataDir,
        Durability durability,
        Limits limits,
        Duration stateDelay,
        long memoryBytes,
        long tableMemoryBytes,
        TlsMode tls,
        @Nullable Path tlsCert,
        @Nullable Path tlsKey,
        boolean insecure,
        boolean acceptLoss,
        LogFormat logFormat) {
    private static final int MAX_PORT = 65535;
    private static final Duration MAX_STATE_DELAY = Duration.ofHours(1);

    public ServerConfig {
        require(!host.isBlank(), "host", host, "must name an address");
        require(
                insecure || isLoopback(host),
                "host",
                host,
                "signatures are not verified yet, so binding beyond loopback needs --insecure");
        require(port >= 0 && port <= MAX_PORT, "port", port, "must be from 0 to " + MAX_PORT);
        require(
                !stateDelay.isNegative() && stateDelay.compareTo(MAX_STATE_DELAY) <= 0,
                "state-delay",
                stateDelay.toMillis() + "ms",
                "must be from 0 to one hour");
        require(
                memoryBytes >= MemoryPlan.MIN_MEMORY_BYTES,
                "memory",
                memoryBytes,
                "must be at least " + MemoryPlan.MIN_MEMORY_BYTES + " (384m)");
        require(tableMemoryBytes >= 0, "table-memory", tableMemoryBytes, "must not be negative");
        require(
                (tlsCert == null) == (tlsKey == null),
                tlsCert == null ? "tls-key" : "tls-cert",
                String.valueOf(tlsCert == null ? tlsKey : tlsCert),
                "tls-cert and tls-key belong together");
        require(
                tlsCert == null || tls != TlsMode.OFF,
                "tls-cert",
                String.valueOf(tlsCert),
                "has no use with tls = off");
    }

    /// Reads a configuration.
    ///
    /// @param values a value for each of {@link ServerOptions#ALL}
    /// @param machineBytes memory of this machine or container, for the default of `memory`
    /// @throws InvalidOptionException naming option, value and rule
    public static ServerConfig of(Map<String, String> values, long machineBytes) {
        var read = new OptionReader(values);
        read.choice("engine", EngineKind.class);
        return new ServerConfig(
                read.text("host"),
                read.number("port"),
                read.path("data-dir"),
                read.choice("durability", Durability.class),
                read.limits("limits"),
                read.duration("state-delay"),
                read.bytes("memory", MemoryPlan.defaultBytes(machineBytes)),
                read.bytes("table-memory", 0),
                read.choice("tls", TlsMode.class),
                read.optionalPath("tls-cert"),
                read.optionalPath("tls-key"),
                read.yes("insecure"),
                read.yes("accept-loss"),
                read.choice("log-format", LogFormat.class));
    }

    /// Only what is loopback by its spelling: a name may resolve to anything tomorrow.
    private static boolean isLoopback(String host) {
        return host.equals("localhost")
                || host.equals("::1")
                || host.equals("[::1]")
                || host.matches("127(\\.\\d{1,3}){3}");
    }

    private static void require(boolean holds, String option, Object value, String rule) {
        if (!holds) {
            throw new InvalidOptionException(option, String.valueOf(value), rule);
        }
    }
}
