package io.millrace.conformance.kcl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a library called, by operation, as the server counts it.
///
/// `docs/clients` has a list for each library, with the counts of one run. Counts differ from run
/// to run; an operation that is called and not listed fails the suite. With
/// `-Dmillrace.docs.write=true` the list is written anew.
public final class Calls {
    private static final Path DIRECTORY = Path.of("..", "docs", "clients", "libraries");
    private static final Pattern COUNT =
            Pattern.compile(
                    "millrace_requests_seconds_count\\{operation=\"(\\w+)\",service=\"(\\w+)\","
                            + "status=\"(\\w+)\"} ([0-9.E]+)");

    /// What a suite that kills the server calls itself, and no library does: some of its calls were
    /// counted on one side only.
    private static final Set<String> OURS =
            Set.of("CreateStream", "PutRecord", "SplitShard", "MergeShards", "UpdateShardCount");

    private final Set<String> ours;

    private final Map<String, Long> counts = new TreeMap<>();

    /// Of a scenario that kills its server.
    Calls() {
        this.ours = OURS;
    }

    private Calls(Set<String> ours) {
        this.ours = ours;
    }

    /// Of one server that stays.
    public static Calls exact() {
        return new Calls(Set.of());
    }

    /// Adds what a server has counted since its start.
    public void add(URI endpoint) throws IOException, InterruptedException {
        String page;
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(endpoint.resolve("/metrics")).build();
            page = http.send(request, BodyHandlers.ofString()).body();
        }
        Matcher found = COUNT.matcher(page);
        while (found.find()) {
            long count = (long) Double.parseDouble(found.group(4));
            counts.merge(service(found.group(2)) + "\t" + found.group(1), count, Long::sum);
        }
    }

    private static String service(String target) {
        return switch (target) {
            case "Kinesis_20131202" -> "Kinesis";
            case "DynamoDB_20120810" -> "DynamoDB";
            case "GraniteServiceVersion20100801" -> "CloudWatch";
            default -> target;
        };
    }

    /// Takes out what the suite's own clients called.
    public void subtract(Map<String, Long> own) {
        own.forEach((operation, count) -> {
            for (String service : new String[] {"Kinesis", "DynamoDB", "CloudWatch"}) {
                counts.computeIfPresent(
                        service + "\t" + operation,
                        (_, all) -> all > count && !ours.contains(operation) ? all - count : null);
            }
        });
    }

    /// Fails where an operation was called that the list of a library has not.
    ///
    /// @param name of the file
    /// @param title for its head
    public void verify(String name, String title) throws IOException {
        Path file = DIRECTORY.resolve(name + ".tsv");
        if (Boolean.getBoolean("millrace.docs.write")) {
            Files.createDirectories(DIRECTORY);
            Files.writeString(file, text(title));
        }
        Set<String> listed = new TreeSet<>();
        for (String line : Files.readAllLines(file)) {
            listed.add(line.substring(0, Math.max(0, line.lastIndexOf('\t'))));
        }
        assertThat(listed)
                .as("calls of %s; run with -Dmillrace.docs.write=true to list them anew", title)
                .containsAll(counts.keySet());
    }

    private String text(String title) {
        StringBuilder text = new StringBuilder();
        text.append("# ").append(title);
        text.append(
                ": service, operation, calls in one run of its suite, which fails when it calls");
        text.append(" another.\n");
        counts.forEach((operation, count) ->
                text.append(operation).append('\t').append(count).append('\n'));
        return text.toString();
    }
}
