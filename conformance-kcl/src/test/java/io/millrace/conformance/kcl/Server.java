package io.millrace.conformance.kcl;

import io.millrace.testkit.MillraceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/// The packaged server on a port that stays, so that it can be killed and come back under its
/// clients.
public final class Server implements AutoCloseable {
    private final Path data;
    private final int port;
    private MillraceProcess process;

    private Server(Path data, int port) {
        this.data = data;
        this.port = port;
        this.process = start();
    }

    /// Starts it on a free port.
    public static Server on(Path data) {
        return new Server(data, freePort());
    }

    private static int freePort() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Where it is, also after a restart.
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /// Ends it with SIGKILL and starts it again.
    void killAndRestart() {
        process.kill();
        process = start();
    }

    /// Everything the running process printed.
    String output() {
        return process.output();
    }

    private MillraceProcess start() {
        return MillraceProcess.of(
                        List.of(
                                MillraceProcess.script(),
                                "server",
                                "--port",
                                Integer.toString(port),
                                "--data-dir",
                                data.toString()))
                .awaitReady();
    }

    @Override
    public void close() {
        process.close();
    }
}
