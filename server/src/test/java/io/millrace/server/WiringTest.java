package io.millrace.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.millrace.server.http.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A start, of which one half or the other may fail.
class WiringTest {
    private static final long MACHINE = 4L << 30;

    @TempDir Path directory;
    private final List<Throwable> fatal = new ArrayList<>();

    @AfterEach
    void nothingWasFatal() {
        assertThat(fatal).isEmpty();
    }

    private Path data() {
        return directory.resolve("data");
    }

    private Wiring start(int port) throws StartException {
        Map<String, String> flags =
                Map.of("port", Integer.toString(port), "data-dir", data().toString());
        ServerConfig config = ServerConfig.of(ServerOptions.resolve(flags, Map.of()), MACHINE);
        return Wiring.start(config, Underlay.NONE, fatal::add);
    }

    private static int portOf(ServerSocketChannel channel) {
        return channel.socket().getLocalPort();
    }

    @Test
    void aServerThatStartedIsHealthyAndStartsAgain() throws Exception {
        for (int i = 0; i < 2; i++) {
            try (Wiring wiring = start(0);
                    HttpClient http = HttpClient.newHttpClient()) {
                URI health = URI.create(wiring.address() + "/health");
                HttpRequest request = HttpRequest.newBuilder(health).build();
                assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void aPortInUseIsToldAndTheDataDirectoryIsNotTouched() throws IOException {
        try (ServerSocketChannel other = HttpServer.bind("127.0.0.1", 0)) {
            assertThatThrownBy(() -> start(portOf(other)))
                    .hasMessageContaining(portOf(other) + " is in use")
                    .asInstanceOf(type(StartException.class))
                    .extracting(StartException::code)
                    .isEqualTo(ExitCode.UNAVAILABLE);
            assertThat(data()).doesNotExist();
        }
    }

    @Test
    void aDirectoryThatCannotBeOpenedIsToldAndThePortIsFreeAgain() throws IOException {
        Files.createDirectories(data().resolve("journal"));
        Files.writeString(data().resolve("journal").resolve("stray"), "not ours");
        int port;
        try (ServerSocketChannel free = HttpServer.bind("127.0.0.1", 0)) {
            port = portOf(free);
        }
        assertThatThrownBy(() -> start(port))
                .hasMessageContaining("not a Millrace directory")
                .asInstanceOf(type(StartException.class))
                .extracting(StartException::code)
                .isEqualTo(ExitCode.DAMAGED);
        try (ServerSocketChannel again = HttpServer.bind("127.0.0.1", port)) {
            assertThat(portOf(again)).isEqualTo(port);
        }
    }

    @Test
    void whatWasOpenedForNothingIsClosed() throws Exception {
        MemoryPlan plan = MemoryPlan.of(MemoryPlan.MIN_MEMORY_BYTES, 0, MACHINE);
        Map<String, String> flags = Map.of("data-dir", data().toString());
        ServerConfig config = ServerConfig.of(ServerOptions.resolve(flags, Map.of()), MACHINE);
        Opening opening =
                Opening.begin(
                        () -> Backend.open(config, plan, Underlay.NONE, Runnable::run, fatal::add));
        opening.abandon();
        try (Wiring wiring = start(0)) {
            assertThat(wiring.port()).isPositive();
        }
    }
}
