package io.millrace.conformance.kcl;

import io.millrace.testkit.MillraceProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One KCL application: workers of one name in JVMs of their own, which come and go.
final class Application implements AutoCloseable {
    private final String name;
    private final String stream;
    private final boolean fanOut;
    private final URI endpoint;
    private final Path directory;
    private final Map<String, MillraceProcess> workers = new LinkedHashMap<>();
    private final List<Path> logs = new ArrayList<>();

    /// @param fanOut whether records are pushed
    /// @param directory where the workers write down what they did
    Application(String name, String stream, boolean fanOut, URI endpoint, Path directory) {
        this.name = name;
        this.stream = stream;
        this.fanOut = fanOut;
        this.endpoint = endpoint;
        this.directory = directory;
    }

    /// Name of its lease table, too.
    String name() {
        return name;
    }

    /// What its workers have written and write.
    List<Path> logs() {
        return List.copyOf(logs);
    }

    /// Starts a worker of a version and does not wait.
    ///
    /// @param worker a name that none of its workers had before
    void start(Library library, String worker) {
        Path log = directory.resolve(name + "-" + worker + ".log");
        List<String> command = new ArrayList<>(List.of("env"));
        command.add("AWS_ENDPOINT_URL=" + endpoint);
        command.addAll(List.of("AWS_REGION=us-east-1", "AWS_EC2_METADATA_DISABLED=true"));
        command.addAll(List.of("AWS_ACCESS_KEY_ID=AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY=secret"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m"));
        command.addAll(List.of("-Xshare:auto", "-Dkcl=" + library.version()));
        command.add(
                "-Dorg.slf4j.simpleLogger.defaultLogLevel="
                        + System.getProperty("kcl.log", "warn"));
        command.addAll(List.of("-cp", library.classPath(), library.main().getName()));
        command.addAll(List.of(name, stream, worker, Boolean.toString(fanOut), log.toString()));
        workers.put(worker, MillraceProcess.of(command));
        logs.add(log);
    }

    /// Ends a worker with SIGKILL.
    void kill(String worker) {
        of(worker).kill();
    }

    /// Lets a worker hand over what it has, and waits.
    ///
    /// @return its exit code
    int stop(String worker) throws IOException {
        of(worker).closeInput();
        return of(worker).awaitExit();
    }

    /// What a worker printed.
    String output(String worker) {
        return of(worker).output();
    }

    /// What all workers printed, for whoever looks for a failure's reason.
    String output() {
        StringBuilder all = new StringBuilder();
        workers.forEach((worker, process) ->
                all.append("--- ")
                        .append(name)
                        .append(' ')
                        .append(worker)
                        .append('\n')
                        .append(process.output())
                        .append('\n'));
        return all.toString();
    }

    /// Whether a worker has not ended.
    boolean alive(String worker) {
        return of(worker).alive();
    }

    private MillraceProcess of(String worker) {
        MillraceProcess process = workers.get(worker);
        if (process == null) {
            throw new IllegalArgumentException(name + " never had a worker " + worker);
        }
        return process;
    }

    @Override
    public void close() {
        workers.values().forEach(MillraceProcess::close);
    }
}
