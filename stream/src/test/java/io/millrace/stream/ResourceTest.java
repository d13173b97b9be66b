package io.millrace.stream;

import static io.millrace.stream.CatalogueTest.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Behaviour;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ResourceTest {
    private static final StreamKey KEY = World.key("s");
    private static final ResourceKey STREAM = ResourceKey.of(KEY);
    private static final String NOT_FOUND = "Stream s under account 123456789012 not found.";

    private static Map<String, String> numbered(int from, int to) {
        Map<String, String> tags = new HashMap<>();
        IntStream.range(from, to).forEach(i -> tags.put("k" + (100 + i), "v"));
        return tags;
    }

    private static ResourceKey consumer(World world) {
        return new ResourceKey(KEY, world.engine.registerConsumer(KEY, "c", Map.of()).key());
    }

    @Test
    @Behaviour({"K-323", "K-324"})
    void tagsAreAddedReplacedAndRemovedAndSortedByKey() {
        World world = World.immediate();
        world.create("s", 1);
        for (ResourceKey resource : List.of(STREAM, consumer(world))) {
            world.engine.addTags(resource, Map.of("b", "1", "a", "", "\u00e4 _./=+-@:", "x"));
            world.engine.addTags(resource, Map.of("b", "2"));
            assertThat(world.engine.tags(resource).keySet())
                    .containsExactly("a", "b", "\u00e4 _./=+-@:");
            assertThat(world.engine.tags(resource)).containsEntry("b", "2");
            world.engine.removeTags(resource, List.of("a", "unknown"));
            assertThat(world.engine.tags(resource)).doesNotContainKey("a").hasSize(2);
        }
        world.restart();
        assertThat(world.engine.tags(STREAM)).hasSize(2);
    }

    @Test
    @Behaviour("K-326")
    void tagsGivenAtCreationAreThereAtOnce() {
        World world = World.delayed(1000);
        world.engine.createStream(
                new NewStream(KEY, 1, null, null, Map.of("team", "red"), null, null));
        assertThat(world.engine.tags(STREAM)).isEqualTo(Map.of("team", "red"));
    }

    @Test
    @Behaviour({"K-320", "K-321"})
    void charactersAreCheckedInTwoSteps() {
        World world = World.immediate();
        refused(
                StreamError.RESOURCE_NOT_FOUND,
                NOT_FOUND,
                () -> world.engine.addTags(STREAM, Map.of("^", "")));
        world.create("s", 1);
        String invalid =
                "Some tags contain invalid characters. Valid characters: Unicode letters, digits,"
                        + " white space, _ . / = + - % @.";
        for (Map<String, String> bad :
                List.of(Map.of("^", "v"), Map.of("k", "!"), Map.of("%", "\""))) {
            refused(StreamError.INVALID_ARGUMENT, invalid, () -> world.engine.addTags(STREAM, bad));
        }
        refused(
                StreamError.INVALID_ARGUMENT,
                "Failed to add tags to stream s under account 123456789012 because some tags"
                        + " contained illegal characters. The allowed characters are Unicode"
                        + " letters, white-spaces, '_',',','/','=','+','-','@'.",
                () -> world.engine.addTags(STREAM, Map.of("k", "5%")));
        refused(
                StreamError.INVALID_ARGUMENT,
                invalid,
                () -> world.engine.removeTags(STREAM, List.of("ok", "!")));
        refused(
                StreamError.INVALID_ARGUMENT,
                "Failed to remove tags from stream s under account 123456789012 because some tags"
                        + " contained illegal characters. The allowed characters are Unicode"
                        + " letters, white-spaces, '_',',','/','=','+','-','@'.",
                () -> world.engine.removeTags(STREAM, List.of("5%")));
        refused(
                StreamError.INVALID_ARGUMENT,
                "Tag keys must not start with aws:, but there is aws:x.",
                () -> world.engine.addTags(STREAM, Map.of("aws:x", "")));
        refused(
                StreamError.INVALID_ARGUMENT,
                invalid,
                () ->
                        world.engine.createStream(
                                new NewStream(
                                        World.key("t"),
                                        1,
                                        null,
                                        null,
                                        Map.of("?", ""),
                                        null,
                                        null)));
        assertThat(world.engine.tags(STREAM)).isEmpty();
    }

    @Test
    @Behaviour("K-322")
    void aResourceHasFiftyTags() {
        World world = World.immediate();
        world.create("s", 1);
        ResourceKey consumer = consumer(world);
        world.engine.addTags(STREAM, numbered(0, 50));
        world.engine.addTags(STREAM, numbered(30, 50));
        world.engine.addTags(consumer, numbered(0, 50));
        refused(
                StreamError.INVALID_ARGUMENT,
                "Failed to add tags to stream s under account 123456789012 because a given stream"
                        + " cannot have more than 10 tags associated with it.",
                () -> world.engine.addTags(STREAM, numbered(49, 51)));
        refused(
                StreamError.INVALID_ARGUMENT,
                "Failed to add tags to consumer c under stream s under account 123456789012"
                        + " because a given consumer cannot have more than 10 tags associated with"
                        + " it.",
                () -> world.engine.addTags(consumer, numbered(49, 51)));
        assertThat(world.engine.tags(STREAM)).isEqualTo(numbered(0, 50));
        refused(
                StreamError.INVALID_ARGUMENT,
                "Failed to add tags to stream t under account 123456789012 because a given stream"
                        + " cannot have more than 10 tags associated with it.",
                () ->
                        world.engine.createStream(
                                new NewStream(
                                        World.key("t"),
                                        1,
                                        null,
                                        null,
                                        numbered(0, 51),
                                        null,
                                        null)));
    }

    @Test
    @Behaviour({"K-328", "K-329"})
    void aPolicyIsPutReplacedAndDeleted() {
        World world = World.immediate();
        world.create("s", 1);
        for (ResourceKey resource : List.of(STREAM, consumer(world))) {
            assertThat(world.engine.policy(resource)).isEqualTo("{}");
            world.engine.putPolicy(resource, "{\"Version\":\"2012-10-17\"}");
            world.engine.putPolicy(resource, "{ \"a\" : 1 }");
            assertThat(world.engine.policy(resource)).isEqualTo("{ \"a\" : 1 }");
            world.engine.deletePolicy(resource);
            assertThat(world.engine.policy(resource)).isEqualTo("{}");
            refused(
                    StreamError.RESOURCE_NOT_FOUND,
                    "No resource policy found for resource ARN " + resource.arn() + ".",
                    () -> world.engine.deletePolicy(resource));
        }
    }

    @Test
    void aPolicyNeedsAResourceThatIsThereAndRoom() {
        World world = World.delayed(100);
        refused(
                StreamError.RESOURCE_NOT_FOUND,
                NOT_FOUND,
                () -> world.engine.putPolicy(STREAM, "{}"));
        refused(StreamError.RESOURCE_NOT_FOUND, NOT_FOUND, () -> world.engine.policy(STREAM));
        refused(StreamError.RESOURCE_NOT_FOUND, NOT_FOUND, () -> world.engine.deletePolicy(STREAM));
        world.create("s", 1);
        refused(
                StreamError.RESOURCE_IN_USE,
                "Stream s under account 123456789012 not ACTIVE or UPDATING, instead in state"
                        + " CREATING",
                () -> world.engine.putPolicy(STREAM, "{}"));
        world.advance(Duration.ofMillis(100));
        world.node.step();
        world.engine.putPolicy(STREAM, "x".repeat(20_480));
        refused(
                StreamError.INVALID_ARGUMENT,
                "Policy must not be longer than 20480 bytes.",
                () -> world.engine.putPolicy(STREAM, "x".repeat(20_481)));
    }

    @Test
    void aConsumerOfAnotherTimeIsNoResource() {
        World world = World.immediate();
        world.create("s", 1);
        ConsumerView view = world.engine.registerConsumer(KEY, "c", Map.of());
        ResourceKey other =
                new ResourceKey(KEY, new ConsumerName("c", view.key().createdSeconds() - 1));
        String text = "Consumer c, account 123456789012 not found.";
        refused(StreamError.RESOURCE_NOT_FOUND, text, () -> world.engine.tags(other));
        refused(
                StreamError.RESOURCE_NOT_FOUND,
                text,
                () -> world.engine.addTags(other, Map.of("k", "v")));
        refused(StreamError.RESOURCE_NOT_FOUND, text, () -> world.engine.policy(other));
        refused(StreamError.RESOURCE_NOT_FOUND, text, () -> world.engine.deletePolicy(other));
    }

    @Test
    void aStreamThatGoesTakesNoTags() {
        World world = World.delayed(100);
        world.create("s", 1);
        world.engine.addTags(STREAM, Map.of("k", "v"));
        world.engine.deleteStream(KEY, false);
        refused(
                StreamError.RESOURCE_IN_USE,
                "Stream s under account 123456789012 not ACTIVE or UPDATING, instead in state"
                        + " DELETING",
                () -> world.engine.addTags(STREAM, Map.of("k", "v")));
    }
}
