package io.millrace.rules;

import io.millrace.testkit.ClientCalls;
import io.millrace.testkit.TestClient;
import io.millrace.testkit.model.ModelOperation;
import io.millrace.testkit.model.ServiceModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The generated part of `docs/compatibility.md`: the model, what clients called, the behaviour
/// list and its tests, in tables.
final class CompatibilityPage {
    private static final Path STORIES =
            Path.of("..", "api", "src", "test", "resources", "stories.txt");
    private static final Path OPERATIONS =
            Path.of("..", "api", "src", "main", "java", "io", "millrace", "api", "kinesis");

    private final ServiceModel model = ServiceModel.kinesis();
    private final List<BehaviourRow> rows;
    private final Proofs proofs;
    private final StringBuilder text = new StringBuilder();

    CompatibilityPage(List<BehaviourRow> rows, Proofs proofs) {
        this.rows = rows;
        this.proofs = proofs;
    }

    String markdown() throws IOException {
        operations();
        clients();
        libraries();
        overrides();
        behaviour();
        return text.toString();
    }

    private void operations() throws IOException {
        List<String> stories = Files.readAllLines(STORIES);
        int members = 0;
        int constraints = 0;
        text.append("\n## Operations\n\n");
        line(
                "operation",
                "request members",
                "constraints",
                "reply members",
                "stories",
                "behaviour");
        rule(6);
        for (ModelOperation operation : model.operations().values()) {
            MemberCount request = MemberCount.of(operation.input());
            String name = operation.name();
            boolean built = Files.exists(OPERATIONS.resolve(name + ".java"));
            if (built) {
                members += request.members();
                constraints += request.constraints();
            }
            line(
                    name,
                    "" + request.members(),
                    "" + request.constraints(),
                    operation.output().isEmpty()
                            ? "empty body"
                            : "" + MemberCount.of(operation.output()).members(),
                    built ? told(stories, name) : "not built yet",
                    String.join(" ", behaviourOf(name)));
        }
        text.append("\nOf the operations that are built, ")
                .append(members)
                .append(" request members with ")
                .append(constraints)
                .append(" constraints are checked in both formats.\n");
    }

    private static String told(List<String> stories, String operation) {
        return "" + stories.stream().filter(line -> line.startsWith(operation + " ")).count();
    }

    private List<String> behaviourOf(String operation) {
        List<String> ids = new ArrayList<>();
        for (BehaviourRow row : rows) {
            if (Set.of(row.operations().split(",", -1)).contains(operation)) {
                ids.add(row.id());
            }
        }
        return ids;
    }

    private void clients() throws IOException {
        text.append("\n## Clients\n\n")
                .append("What the clients of the conformance suites called on the packaged server:")
                .append(" with success (ok), and with the errors they were to get.\n\n");
        List<ClientCalls> clients = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("operation"));
        for (TestClient client : TestClient.values()) {
            clients.add(ClientCalls.read(client));
            head.add(client.title());
        }
        line(head.toArray(String[]::new));
        rule(head.size());
        for (String operation : model.operations().keySet()) {
            List<String> cells = new ArrayList<>(List.of(operation));
            for (ClientCalls calls : clients) {
                cells.add(String.join(", ", calls.of(operation)).replace("Exception", ""));
            }
            line(cells.toArray(String[]::new));
        }
    }

    private void libraries() throws IOException {
        List<LibraryCalls> libraries = LibraryCalls.all();
        text.append("\n## Libraries\n\n")
                .append(
                        "How often libraries called in one run of their suites, which fail when they")
                .append(" call an operation that is not here.\n\n");
        List<String> head = new ArrayList<>(List.of("service", "operation"));
        Set<String> operations = new TreeSet<>();
        for (LibraryCalls library : libraries) {
            head.add(library.title());
            operations.addAll(library.counts().keySet());
        }
        line(head.toArray(String[]::new));
        rule(head.size());
        for (String operation : operations) {
            List<String> cells = new ArrayList<>(List.of(operation.split("\t", -1)));
            for (LibraryCalls library : libraries) {
                cells.add(library.counts().getOrDefault(operation, ""));
            }
            line(cells.toArray(String[]::new));
        }
    }

    private void overrides() {
        text.append("\n## Where the model does not hold\n\n");
        line("place", "what holds instead, and why");
        rule(2);
        model.overrides().forEach(this::line);
    }

    private void behaviour() {
        text.append("\n## Behaviour\n");
        String area = "";
        for (BehaviourRow row : rows) {
            if (!row.area().equals(area)) {
                area = row.area();
                text.append("\n### ").append(area).append("\n\n");
                line("", "operations", "AWS", "known", "Millrace", "tests");
                rule(6);
            }
            line(
                    row.id(),
                    row.operations().equals("*") ? "all" : row.operations().replace(",", ", "),
                    row.statement(),
                    row.source(),
                    deliberate(row) ? "**" + row.millrace() + "**" : row.millrace(),
                    String.join(", ", proofs.of(row.id())));
        }
    }

    private static boolean deliberate(BehaviourRow row) {
        return row.millrace().startsWith("differs") || row.millrace().startsWith("stronger");
    }

    private void line(String... cells) {
        text.append('|');
        for (String cell : cells) {
            text.append(' ').append(cell.replace("|", "\\|").replace("<", "&lt;")).append(" |");
        }
        text.append('\n');
    }

    private void rule(int cells) {
        text.append('|').append("---|".repeat(cells)).append('\n');
    }
}
