package io.millrace.api.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.kinesis.TreeCaller.Outcome;
import io.millrace.testkit.Behaviour;
import io.millrace.testkit.model.ModelMember;
import io.millrace.testkit.model.ModelOperation;
import io.millrace.testkit.model.ModelShape;
import io.millrace.testkit.model.ServiceModel;
import io.millrace.wire.Format;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// Walks the model: every member of every request, at every depth, in both formats, is checked for
/// type, presence, length, range, pattern and value with the service's own words.
///
/// Every call goes to a server without streams: what is checked here is checked before a stream is
/// looked up.
final class ModelRequestTest {
    private static final ServiceModel MODEL = ServiceModel.kinesis();
    private static final int RANDOM_REQUESTS = 60;

    private final Kinesis kinesis = new Kinesis();
    private final TreeCaller caller = new TreeCaller(kinesis.endpoint);
    private int cases;

    /// The operations of the model that this server has.
    static List<ModelOperation> built() {
        Set<String> names = new HashSet<>(Set.of(SubscribeToShard.NAME));
        new Kinesis().operations.all().forEach(operation -> names.add(operation.name()));
        return MODEL.operations().values().stream()
                .filter(operation -> names.contains(operation.name()))
                .toList();
    }

    /// A member of a request, wherever it stands.
    ///
    /// @param place as in error messages
    /// @param around makes a request, else in order, of the structure that has the member
    /// @param siblings all members of that structure
    private record Spot(
            String place,
            ModelMember member,
            List<ModelMember> siblings,
            UnaryOperator<Object> around) {
        /// A request in which the member has a value.
        Map<String, Object> request(Object value) {
            Map<String, Object> structure = ModelValues.structure(siblings);
            return Trees.asStructure(around.apply(Trees.with(structure, member.name(), value)));
        }

        /// A request in which the member is absent.
        Map<String, Object> requestWithout() {
            Map<String, Object> structure = ModelValues.structure(siblings);
            return Trees.asStructure(around.apply(Trees.without(structure, member.name())));
        }
    }

    private static List<Spot> spots(ModelOperation operation) {
        List<Spot> spots = new ArrayList<>();
        collect(spots, "", operation.input(), UnaryOperator.identity());
        return spots;
    }

    private static void collect(
            List<Spot> spots,
            String before,
            List<ModelMember> members,
            UnaryOperator<Object> around) {
        for (ModelMember member : members) {
            Spot spot = new Spot(before + member.path(), member, members, around);
            spots.add(spot);
            if (member.shape() instanceof ModelShape.Structure structure) {
                collect(spots, spot.place() + ".", structure.members(), spot::request);
            } else if (member.shape() instanceof ModelShape.Many many
                    && many.element() instanceof ModelShape.Structure item) {
                // The second of two items, so that the place has to count.
                collect(
                        spots,
                        spot.place() + ".2.member.",
                        item.members(),
                        tree -> spot.request(List.of(ModelValues.good(item), tree)));
            }
        }
    }

    @Test
    void theServerHasNoOperationThatTheModelHasNot() {
        Set<String> known = new TreeSet<>(Set.of(SubscribeToShard.NAME));
        kinesis.operations.all().forEach(operation -> known.add(operation.name()));
        assertThat(known).isEqualTo(MODEL.operations().keySet()).hasSize(45);
        assertThat(built()).hasSize(45);
    }

    @Test
    @Behaviour({"K-014", "K-024", "K-032", "K-038", "K-148", "K-343"})
    void everyConstraintOfEveryMemberIsCheckedInTheServicesWords() {
        int members = 0;
        Set<String> constraints = new TreeSet<>();
        for (ModelOperation operation : built()) {
            for (Spot spot : spots(operation)) {
                members++;
                String name = operation.name() + " " + spot.place();
                for (ModelValues.Breach breach : ModelValues.breaches(spot.member().shape())) {
                    constraints.add(name + " " + breach.constraint());
                    breach(operation, spot, spot.request(breach.value()));
                }
                if (spot.member().required()) {
                    constraints.add(name + " required");
                    breach(operation, spot, spot.requestWithout());
                    breach(operation, spot, spot.request(Trees.Null.NULL));
                }
            }
        }
        assertThat(constraints.size()).isGreaterThan(members);
        System.out.printf(
                "model: %d operations, %d members, %d constraints, %d cases of constraints%n",
                built().size(), members, constraints.size(), cases);
    }

    private void breach(ModelOperation operation, Spot spot, Map<String, Object> request) {
        List<String> faults = ModelFaults.of(operation.input(), request);
        assertThat(faults)
                .as("%s: the case breaks what it is to break", spot.place())
                .anyMatch(fault -> fault.contains("at '" + spot.place()));
        assertFaults(operation, request, faults);
    }

    private void assertFaults(
            ModelOperation operation, Map<String, Object> request, List<String> faults) {
        for (Format format : Format.values()) {
            Outcome outcome = caller.call(format, operation.name(), request);
            cases++;
            assertThat(outcome.type())
                    .as("%s %s: %s", operation.name(), format, faults)
                    .isEqualTo("ValidationException");
            assertThat(ModelFaults.normal(outcome.message()))
                    .as("%s %s", operation.name(), format)
                    .isEqualTo(ModelFaults.message(faults));
            assertThat(outcome.status()).isEqualTo(400);
            assertThat(outcome.tree()).containsOnlyKeys("__type", "message");
        }
    }

    @Test
    @Behaviour("K-025")
    void valuesAtTheEdgesAreTaken() {
        for (ModelOperation operation : built()) {
            for (Spot spot : spots(operation)) {
                List<Object> edges = ModelValues.edges(spot.member().shape());
                for (Object edge : edges) {
                    taken(operation, spot, spot.request(edge));
                }
                if (!spot.member().required()) {
                    taken(operation, spot, spot.requestWithout());
                    taken(operation, spot, spot.request(Trees.Null.NULL));
                }
            }
        }
        System.out.printf("model: %d cases of values at the edges%n", cases);
    }

    private void taken(ModelOperation operation, Spot spot, Map<String, Object> request) {
        if (!ModelFaults.of(operation.input(), request).isEmpty()) {
            // The bound is out of reach: the pattern knows no text of that length.
            return;
        }
        for (Format format : Format.values()) {
            Outcome outcome = caller.call(format, operation.name(), request);
            cases++;
            assertThat(outcome.message())
                    .as("%s %s %s", operation.name(), format, spot.place())
                    .doesNotContain("at '" + spot.place());
            boolean eventsInCbor =
                    format == Format.CBOR && operation.name().equals(SubscribeToShard.NAME);
            assertThat(outcome.type())
                    .as("%s %s %s", operation.name(), format, spot.place())
                    .isNotEqualTo("SerializationException")
                    .matches(type -> type.equals("InternalFailure") == eventsInCbor);
        }
    }

    @Test
    @Behaviour({"K-030", "K-032"})
    void everyWrongTypeHasItsWords() {
        for (ModelOperation operation : built()) {
            for (Spot spot : spots(operation)) {
                WrongTypes.of(spot.member().shape())
                        .forEach((value, text) ->
                                mistyped(operation, spot.request(value), text, Format.values()));
                if (spot.member().shape() instanceof ModelShape.Blob) {
                    WrongTypes.BASE64.forEach((value, text) ->
                            mistyped(operation, spot.request(value), text, Format.JSON));
                } else {
                    mistyped(
                            operation,
                            spot.request(new byte[] {1}),
                            WrongTypes.bytes(spot.member().shape()),
                            Format.CBOR);
                }
            }
        }
        System.out.printf("model: %d cases of wrong types%n", cases);
    }

    private void mistyped(
            ModelOperation operation, Map<String, Object> request, String text, Format... formats) {
        for (Format format : formats) {
            Outcome outcome = caller.call(format, operation.name(), request);
            cases++;
            assertThat(outcome.status() + " " + outcome.tree())
                    .as("%s %s %s", operation.name(), format, request)
                    .isEqualTo("400 {__type=SerializationException, Message=" + text + "}");
        }
    }

    @Test
    @Behaviour("K-013")
    void theFirstOfSeveralWrongTypesIsNamedBeforeAnyConstraint() {
        int several = 0;
        for (ModelOperation operation : built()) {
            Map<String, Object> request = new LinkedHashMap<>();
            String first = "";
            for (ModelMember member : operation.input().reversed()) {
                Map.Entry<Object, String> wrong =
                        WrongTypes.of(member.shape()).entrySet().iterator().next();
                request.put(member.name(), wrong.getKey());
                first = first.isEmpty() ? wrong.getValue() : first;
            }
            if (!request.isEmpty()) {
                mistyped(operation, request, first, Format.values());
                several++;
            }
        }
        assertThat(several).isPositive();
    }

    @Test
    @Behaviour("K-033")
    void severalBreachesAreNamedInOrderAndNoMoreThanTen() {
        long seed = Long.getLong("millrace.model.seed", System.nanoTime());
        System.out.println("model: random requests, again with -Dmillrace.model.seed=" + seed);
        Random random = new Random(seed);
        int most = 0;
        for (ModelOperation operation : built()) {
            for (int i = 0; i < RANDOM_REQUESTS; i++) {
                Map<String, Object> request = new RandomTrees(random).request(operation.input());
                List<String> faults = ModelFaults.of(operation.input(), request);
                most = Math.max(most, faults.size());
                if (!faults.isEmpty()) {
                    assertFaults(operation, request, faults);
                }
            }
        }
        assertThat(most).isEqualTo(ModelFaults.MOST);
        System.out.printf("model: %d cases of several breaches%n", cases);
    }
}
