package io.millrace.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A Millrace program as a child process, started the way a user starts it.
///
/// Output is collected line by line; a server's port is read from its ready line. Ends with the
/// test: `close` kills what still runs.
public final class MillraceProcess implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("ready on https?://[^ ]*?:(\\d+)");

    /// Long enough for a first build on a slow machine; a healthy start takes a second.
    private static final long START_SECONDS = 300;

    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private final CompletableFuture<Integer> port = new CompletableFuture<>();
    private final Thread reader;

    private MillraceProcess(List<String> command, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        reader = Thread.ofVirtual().start(this::collect);
    }

    /// Starts `./millrace server` on a free port and waits until it is ready.
    public static MillraceProcess server(Path dataDirectory, String... options) {
        List<String> command = new ArrayList<>();
        command.addAll(
                List.of(script(), "server", "--port", "0", "--data-dir", dataDirectory.toString()));
        command.addAll(List.of(options));
        return of(command).awaitReady();
    }

    /// Starts `./millrace` with any arguments and does not wait.
    public static MillraceProcess cli(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(script());
        command.addAll(List.of(arguments));
        return of(command);
    }

    /// Starts a test program of this class path in a JVM of its own and does not wait.
    public static MillraceProcess java(
            Class<?> main, List<String> jvmOptions, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m"));
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED"));
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return of(command);
    }

    /// Starts any command and does not wait.
    public static MillraceProcess of(List<String> command) {
        return new MillraceProcess(command, Map.of());
    }

    /// The launcher, found by walking up from the working directory.
    public static String script() {
        Path at = Path.of("").toAbsolutePath();
        while (!Files.isExecutable(at.resolve("millrace"))) {
            Path parent = at.getParent();
            if (parent == null) {
                throw new IllegalStateException(
                        "no ./millrace above " + Path.of("").toAbsolutePath());
            }
            at = parent;
        }
        return at.resolve("millrace").toString();
    }

    /// Waits for the ready line.
    public MillraceProcess awaitReady() {
        try {
            port.get(START_SECONDS, TimeUnit.SECONDS);
            return this;
        } catch (InterruptedException
                | TimeoutException
                | java.util.concurrent.ExecutionException e) {
            close();
            throw new IllegalStateException("not ready; it said:\n" + output(), e);
        }
    }

    public int port() {
        return port.join();
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port());
    }

    public URI tlsEndpoint() {
        return URI.create("https://127.0.0.1:" + port());
    }

    public long pid() {
        return process.pid();
    }

    public boolean alive() {
        return process.isAlive();
    }

    /// Ends it with SIGKILL, as a crash would, and waits until it is gone.
    public void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    /// Asks it to end with SIGTERM and waits.
    ///
    /// @return its exit code
    public int terminate() {
        process.destroy();
        return awaitExit();
    }

    /// Closes its standard input.
    public void closeInput() throws IOException {
        process.getOutputStream().close();
    }

    /// Waits until it has ended by itself.
    ///
    /// @return its exit code
    public int awaitExit() {
        try {
            if (!process.waitFor(START_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("did not end; it said:\n" + output());
            }
            reader.join();
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Everything printed so far, standard output and error together.
    public String output() {
        synchronized (lines) {
            return String.join("\n", lines);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void collect() {
        try (BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                synchronized (lines) {
                    lines.add(line);
                }
                Matcher ready = READY.matcher(line);
                if (ready.find()) {
                    port.complete(Integer.parseInt(ready.group(1)));
                }
            }
        } catch (IOException e) {
            port.completeExceptionally(e);
        }
        port.completeExceptionally(
                new IllegalStateException("ended before it was ready:\n" + output()));
    }
}
