package io.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What one client called: the outcomes by operation, each `ok` or the name of an error.
///
/// A suite adds what came of its calls and ends with {@link #verify}: `docs/clients` holds the
/// same, an operation a line, and the compatibility page is made from it. With
/// `-Dmillrace.docs.write=true` the file is written anew. Safe for many threads.
public final class ClientCalls {
    /// The outcome of a call that succeeded.
    public static final String OK = "ok";

    private static final String CELLS = "\t";

    /// Success first, then errors by name.
    private static final Comparator<String> ORDER =
            Comparator.comparing((String outcome) -> !outcome.equals(OK))
                    .thenComparing(Comparator.naturalOrder());

    private final TestClient client;
    private final SortedMap<String, SortedSet<String>> outcomes = new TreeMap<>();

    /// Of a client that has called nothing yet.
    public ClientCalls(TestClient client) {
        this.client = client;
    }

    /// What is put down about a client.
    public static ClientCalls read(TestClient client) throws IOException {
        ClientCalls calls = new ClientCalls(client);
        for (String line : Files.readAllLines(client.file())) {
            if (!line.startsWith("#")) {
                String[] cells = line.split(CELLS, -1);
                for (String outcome : cells[1].split(" ", -1)) {
                    calls.add(cells[0], outcome);
                }
            }
        }
        return calls;
    }

    /// The client that called.
    public TestClient client() {
        return client;
    }

    /// Adds what came of a call.
    ///
    /// @param outcome {@link #OK} or the name of the error
    public synchronized void add(String operation, String outcome) {
        outcomes.computeIfAbsent(operation, _ -> new TreeSet<>(ORDER)).add(outcome);
    }

    /// Operations that were called, by name.
    public synchronized Set<String> operations() {
        return new TreeSet<>(outcomes.keySet());
    }

    /// Outcomes of an operation, success first; empty if it was not called.
    public synchronized SortedSet<String> of(String operation) {
        SortedSet<String> copy = new TreeSet<>(ORDER);
        copy.addAll(outcomes.getOrDefault(operation, new TreeSet<>(ORDER)));
        return copy;
    }

    /// Fails unless this is exactly what is put down about the client.
    public void verify() throws IOException {
        String expected = text();
        if (Boolean.getBoolean("millrace.docs.write")) {
            Files.writeString(client.file(), expected);
        }
        assertThat(Files.readString(client.file()))
                .as(
                        "what %s called; run with -Dmillrace.docs.write=true to write it anew",
                        client.title())
                .isEqualTo(expected);
    }

    private synchronized String text() {
        StringBuilder text = new StringBuilder();
        text.append("# ")
                .append(client.title())
                .append(": operation, outcomes of its calls. Verified by the suite that calls.\n");
        outcomes.forEach((operation, all) ->
                text.append(operation).append(CELLS).append(String.join(" ", all)).append('\n'));
        return text.toString();
    }
}
