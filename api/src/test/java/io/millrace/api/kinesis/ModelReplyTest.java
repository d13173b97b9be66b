package io.millrace.api.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Behaviour;
import io.millrace.testkit.model.ModelMember;
import io.millrace.testkit.model.ModelOperation;
import io.millrace.testkit.model.ModelShape;
import io.millrace.testkit.model.ServiceModel;
import io.millrace.wire.Format;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Tells every story and holds every reply to the model, in both formats.
final class ModelReplyTest {
    private static final ServiceModel MODEL = ServiceModel.kinesis();

    private static final Object JUNK =
            Map.of("a", List.of(1L, Map.of("b", List.of()), Trees.Null.NULL, "x"));

    /// Reply members that nothing that is built can send yet, or that need more than a story tells.
    private static final Set<String> UNBUILT_MEMBERS =
            Set.of(
                    "ListChannels NextToken",
                    "UpdateAccountSettings MinimumThroughputBillingCommitment.EndedAt");

    /// What is in a list that has nothing in it, for want of channels.
    private static final String ALWAYS_EMPTY = "ListChannels ChannelSummaries[].";

    private final Set<String> seen = new TreeSet<>();
    private int replies;

    private static Set<String> built() {
        return ModelRequestTest.built().stream()
                .map(ModelOperation::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// Those that call nothing the server has not.
    private static List<Story> stories() {
        return Story.all().stream()
                .filter(story -> built().containsAll(story.operations()))
                .toList();
    }

    private void tellAll(Format format, UnaryOperator<Story.Request> change) {
        for (Story story : stories()) {
            story.tell(
                    MODEL,
                    format,
                    change,
                    (operation, spoken, refused, outcome) -> {
                        replies++;
                        assertThat(
                                        refused
                                                ? ReplyCheck.ofError(operation, outcome)
                                                : ReplyCheck.of(operation, spoken, outcome, seen))
                                .as("%s: %s gave %s", story.name(), operation.name(), outcome)
                                .isEmpty();
                    });
        }
    }

    @Test
    void everyOperationHasAStory() {
        Set<String> told = new TreeSet<>();
        stories().forEach(story -> told.addAll(story.operations()));
        assertThat(told).isEqualTo(built());
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    @Behaviour({"K-016", "K-023"})
    void repliesHaveTheModelledMembersAndNoOthers(Format format) {
        tellAll(format, UnaryOperator.identity());
        Set<String> unseen = new TreeSet<>();
        Set<String> answered = new TreeSet<>();
        stories().forEach(story -> answered.addAll(story.answered()));
        for (ModelOperation operation : MODEL.operations().values()) {
            if (answered.contains(operation.name())) {
                unseen(unseen, operation.name() + " ", operation.output());
            }
        }
        System.out.printf(
                "model: %d replies in %s, %d reply members seen, unseen %s%n",
                replies, format, seen.size(), unseen);
        assertThat(unseen).isSubsetOf(UNBUILT_MEMBERS);
    }

    private void unseen(Set<String> unseen, String place, List<ModelMember> members) {
        for (ModelMember member : members) {
            String name = place + member.name();
            if (!seen.contains(name) && !member.never() && !name.startsWith(ALWAYS_EMPTY)) {
                unseen.add(name);
            }
            switch (member.shape()) {
                case ModelShape.Structure structure ->
                        unseen(unseen, name + ".", structure.members());
                case ModelShape.Many(_, ModelShape.Structure item, _) ->
                        unseen(unseen, name + "[].", item.members());
                case ModelShape.Events events -> unseen(unseen, name + ".", events.members());
                default -> {}
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    @Behaviour("K-022")
    void unknownAndNullMembersAreIgnored(Format format) {
        tellAll(
                format,
                request ->
                        new Story.Request(
                                request.members(), noisy(request.members(), request.tree())));
        assertThat(replies).isPositive();
    }

    /// The same with a member that nobody knows and a null for each that is absent, at every depth.
    private static Map<String, Object> noisy(List<ModelMember> members, Map<String, Object> tree) {
        Map<String, Object> noisy = new LinkedHashMap<>();
        noisy.put("Aardvark", JUNK);
        for (ModelMember member : members) {
            Object value = tree.getOrDefault(member.name(), Trees.Null.NULL);
            noisy.put(member.name(), noisy(member.shape(), value));
        }
        noisy.put("Zebra", JUNK);
        noisy.put("streamname", "s");
        return noisy;
    }

    private static Object noisy(ModelShape shape, Object value) {
        if (shape instanceof ModelShape.Structure structure && value instanceof Map) {
            return noisy(structure.members(), Trees.asStructure(value));
        }
        if (shape instanceof ModelShape.Many many && value instanceof List<?> items) {
            List<Object> list = new ArrayList<>();
            items.forEach(item -> list.add(noisy(many.element(), item)));
            return list;
        }
        return value;
    }
}
