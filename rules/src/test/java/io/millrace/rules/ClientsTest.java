package io.millrace.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.ClientCalls;
import io.millrace.testkit.TestClient;
import io.millrace.testkit.model.ModelOperation;
import io.millrace.testkit.model.ServiceModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// Every operation is called through two independent clients, by what the conformance suites have
/// put down about their calls.
class ClientsTest {
    private static final int FEWEST = 2;

    /// Nothing makes a channel (K-361), so there is none to describe, change or delete (K-362).
    private static final Set<String> ALWAYS_REFUSED =
            Set.of("CreateChannel", "DeleteChannel", "DescribeChannel", "UpdateChannel");

    private final ServiceModel model = ServiceModel.kinesis();
    private final List<ClientCalls> clients = new ArrayList<>();

    ClientsTest() throws IOException {
        for (TestClient client : TestClient.values()) {
            clients.add(ClientCalls.read(client));
        }
    }

    /// Implementations of clients that had such outcomes of an operation.
    private Set<String> through(String operation, Predicate<SortedSet<String>> outcomes) {
        Set<String> implementations = new TreeSet<>();
        for (ClientCalls calls : clients) {
            if (outcomes.test(calls.of(operation))) {
                implementations.add(calls.client().implementation());
            }
        }
        return implementations;
    }

    @Test
    void everyOperationSucceedsThroughTwoClients() {
        for (String operation : model.operations().keySet()) {
            Set<String> succeeded = through(operation, all -> all.contains(ClientCalls.OK));
            if (ALWAYS_REFUSED.contains(operation)) {
                assertThat(succeeded).as(operation).isEmpty();
            } else {
                assertThat(succeeded).as(operation).hasSizeGreaterThanOrEqualTo(FEWEST);
            }
        }
    }

    @Test
    void everyOperationIsRefusedThroughTwoClients() {
        for (String operation : model.operations().keySet()) {
            Set<String> refused =
                    through(
                            operation,
                            all -> all.stream().anyMatch(each -> !each.equals(ClientCalls.OK)));
            assertThat(refused).as(operation).hasSizeGreaterThanOrEqualTo(FEWEST);
        }
    }

    @Test
    void everyDryRunIsAskedForThroughTwoClients() {
        List<String> withDryRun =
                model.operations().values().stream()
                        .filter(each ->
                                each.input().stream().anyMatch(in -> in.name().equals("DryRun")))
                        .map(ModelOperation::name)
                        .toList();
        assertThat(withDryRun).hasSize(5);
        for (String operation : withDryRun) {
            assertThat(through(operation, all -> all.contains("DryRunOperationException")))
                    .as(operation)
                    .hasSizeGreaterThanOrEqualTo(FEWEST);
        }
    }

    @Test
    void whatIsCalledIsInTheModel() {
        for (ClientCalls calls : clients) {
            assertThat(model.operations().keySet())
                    .as(calls.client().title())
                    .containsAll(calls.operations());
        }
    }
}
