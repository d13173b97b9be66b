package io.millrace.stream;

import static io.millrace.stream.CatalogueTest.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Behaviour;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConsumerTest {
    private static final StreamKey KEY = World.key("s");

    private static ConsumerSelector named(String name) {
        return new ConsumerSelector(name, null);
    }

    private static void register(World world, String name) {
        var _ = world.engine.registerConsumer(KEY, name, Map.of());
    }

    private static List<String> names(ConsumerPage page) {
        return page.consumers().stream().map(ConsumerView::name).toList();
    }

    @Test
    @Behaviour("K-308")
    void aConsumerIsActiveOnceRegisteredAndGoneOnceDeregistered() {
        World world = World.immediate();
        world.create("s", 1);
        ConsumerView view = world.engine.registerConsumer(KEY, "c", Map.of("k", "v"));
        assertThat(view)
                .isEqualTo(new ConsumerView(KEY, "c", world.clock.millis(), ConsumerStatus.ACTIVE));
        assertThat(view.arn())
                .isEqualTo(
                        "arn:aws:kinesis:eu-north-1:123456789012:stream/s/consumer/c:"
                                + world.clock.millis() / 1000);
        assertThat(world.engine.describeConsumer(KEY, named("c"))).isEqualTo(view);
        assertThat(world.engine.describeConsumer(KEY, ConsumerSelector.of(view.key())))
                .isEqualTo(view);
        assertThat(world.engine.describe(KEY).consumerCount()).isEqualTo(1);
        assertThat(world.engine.tags(new ResourceKey(KEY, view.key()))).isEqualTo(Map.of("k", "v"));
        world.engine.deregisterConsumer(KEY, named("c"));
        refused(
                StreamError.RESOURCE_NOT_FOUND,
                "Consumer c, account 123456789012 not found.",
                () -> world.engine.describeConsumer(KEY, named("c")));
        assertThat(world.engine.describe(KEY).consumerCount()).isZero();
    }

    @Test
    @Behaviour("K-300")
    void itsStatesTakeTheirTime() {
        World world = World.delayed(200);
        world.create("s", 1);
        refused(
                StreamError.RESOURCE_IN_USE,
                "Stream s under account 123456789012 not ACTIVE or UPDATING, instead in state"
                        + " CREATING",
                () -> register(world, "c"));
        refused(
                StreamError.RESOURCE_IN_USE,
                "Stream s under account 123456789012 not ACTIVE or UPDATING, instead in state"
                        + " CREATING",
                () -> world.engine.listConsumers(KEY, null, 10));
        world.advance(Duration.ofMillis(200));
        world.node.step();
        assertThat(world.engine.registerConsumer(KEY, "c", Map.of()).status())
                .isEqualTo(ConsumerStatus.CREATING);
        world.advance(Duration.ofMillis(199));
        world.node.step();
        assertThat(world.engine.describeConsumer(KEY, named("c")).status())
                .isEqualTo(ConsumerStatus.CREATING);
        world.advance(Duration.ofMillis(1));
        world.node.step();
        assertThat(world.engine.describeConsumer(KEY, named("c")).status())
                .isEqualTo(ConsumerStatus.ACTIVE);
        world.engine.deregisterConsumer(KEY, named("c"));
        world.engine.deregisterConsumer(KEY, named("c"));
        assertThat(world.engine.listConsumers(KEY, null, 10).consumers())
                .extracting(ConsumerView::status)
                .containsExactly(ConsumerStatus.DELETING);
        refused(
                StreamError.RESOURCE_IN_USE,
                "Consumer c under stream s already exists for account 123456789012.",
                () -> register(world, "c"));
        world.restart();
        world.advance(Duration.ofMillis(200));
        world.node.step();
        assertThat(world.engine.listConsumers(KEY, null, 10).consumers()).isEmpty();
    }

    @Test
    @Behaviour("K-302")
    void aConsumerRegisteredAnewHasAnotherArn() {
        World world = World.immediate();
        world.create("s", 1);
        ConsumerView former = world.engine.registerConsumer(KEY, "c", Map.of());
        world.engine.deregisterConsumer(KEY, ConsumerSelector.of(former.key()));
        ConsumerView latter = world.engine.registerConsumer(KEY, "c", Map.of());
        assertThat(latter.createdMillis() / 1000).isGreaterThan(former.createdMillis() / 1000);
        refused(
                StreamError.RESOURCE_NOT_FOUND,
                "Consumer c, account 123456789012 not found.",
                () -> world.engine.describeConsumer(KEY, ConsumerSelector.of(former.key())));
        world.advance(Duration.ofSeconds(5));
        world.engine.deregisterConsumer(KEY, named("c"));
        world.advance(Duration.ofSeconds(1));
        assertThat(world.engine.registerConsumer(KEY, "c", Map.of()).createdMillis())
                .isEqualTo(world.clock.millis());
    }

    @Test
    @Behaviour("K-305")
    void whatIsMissingIsNamed() {
        World world = World.immediate();
        refused(
                StreamError.RESOURCE_NOT_FOUND,
                "Stream s under account 123456789012 not found.",
                () -> register(world, "c"));
        refused(
                StreamError.RESOURCE_NOT_FOUND,
                "Stream s under account 123456789012 not found.",
                () -> world.engine.describeConsumer(KEY, named("c")));
        refused(
                StreamError.INVALID_ARGUMENT,
                "Both streamARN and consumer name must be provided if consumerARN is not provied.",
                () -> world.engine.deregisterConsumer(KEY, new ConsumerSelector(null, 5L)));
        world.create("s", 1);
        refused(
                StreamError.RESOURCE_NOT_FOUND,
                "Consumer c, account 123456789012 not found.",
                () -> world.engine.deregisterConsumer(KEY, named("c")));
        refused(
                StreamError.RESOURCE_NOT_FOUND,
                "Stream s under account 123456789012 not found.",
                () -> world.engine.listConsumers(KEY, 5L, 10));
    }

    @Test
    @Behaviour("K-306")
    void consumersAreListedByNameInPages() {
        World world = World.immediate();
        world.create("s", 1);
        List<String> expected = IntStream.range(0, 205).mapToObj(i -> "c" + (1000 + i)).toList();
        expected.reversed().forEach(name -> register(world, name));
        List<String> listed = new ArrayList<>();
        ConsumerPage page = world.engine.listConsumers(KEY, world.clock.millis(), 10_000);
        assertThat(page.consumers()).hasSize(100);
        listed.addAll(names(page));
        for (String next = page.nextToken(); next != null; next = page.nextToken()) {
            page = world.engine.listConsumersOn(World.ACCOUNT, World.REGION, KEY, next, 60);
            listed.addAll(names(page));
        }
        assertThat(listed).isEqualTo(expected);
    }

    @Test
    @Behaviour("K-306")
    void aPageTokenIsGoodForItsStreamAndForFiveMinutes() {
        World world = World.immediate();
        world.create("s", 1);
        world.create("t", 1);
        register(world, "a");
        register(world, "b");
        String token = world.engine.listConsumers(KEY, null, 1).nextToken();
        assertThat(token).isNotNull();
        String next = token == null ? "" : token;
        StreamKey other = World.key("t");
        refused(
                StreamError.INVALID_ARGUMENT,
                "Invalid NextToken.",
                () -> world.engine.listConsumersOn(World.ACCOUNT, World.REGION, other, next, 1));
        refused(
                StreamError.INVALID_ARGUMENT,
                "Invalid NextToken.",
                () -> world.engine.listConsumersOn("999999999999", World.REGION, KEY, next, 1));
        world.advance(Duration.ofMinutes(5));
        assertThat(names(world.engine.listConsumersOn(World.ACCOUNT, World.REGION, KEY, next, 1)))
                .containsExactly("b");
        world.advance(Duration.ofMillis(1));
        refused(
                StreamError.EXPIRED_NEXT_TOKEN,
                "NextToken has expired. A token is valid for 300000 milliseconds.",
                () -> world.engine.listConsumersOn(World.ACCOUNT, World.REGION, KEY, next, 1));
    }

    /// Within the rate of five calls a second.
    private static void registerInTime(World world, String name) {
        world.advance(Duration.ofMillis(200));
        register(world, name);
    }

    @Test
    @Behaviour("K-303")
    void aStreamHasTwentyConsumersOrFiftyWhereTheAccountIsCommitted() {
        World world = World.limited(Limits.AWS);
        world.create("s", 1);
        IntStream.range(0, 20).forEach(i -> registerInTime(world, "c" + i));
        refused(
                StreamError.LIMIT_EXCEEDED,
                "This request would exceed the limit on the number of consumers registered with"
                        + " stream s under account 123456789012. Limit: 20.",
                () -> registerInTime(world, "c20"));
        var _ = world.engine.updateAccountSettings(World.ACCOUNT, World.REGION, true);
        IntStream.range(20, 50).forEach(i -> registerInTime(world, "c" + i));
        refused(
                StreamError.LIMIT_EXCEEDED,
                "This request would exceed the limit on the number of consumers registered with"
                        + " stream s under account 123456789012. Limit: 50.",
                () -> registerInTime(world, "c50"));
    }

    @Test
    @Behaviour("K-303")
    void fiveConsumersMayBeInTheMaking() {
        World world = new World(new StreamConfig(Duration.ofMillis(10), Limits.AWS));
        world.create("s", 1);
        world.advance(Duration.ofMillis(10));
        world.node.step();
        IntStream.range(0, 5).forEach(i -> registerInTime(world, "c" + i));
        refused(
                StreamError.LIMIT_EXCEEDED,
                "This request would exceed the limit on the number of consumers that can"
                        + " simultaneously be in CREATING for stream s under account 123456789012."
                        + " Limit: 5.",
                () -> registerInTime(world, "c5"));
        world.advance(Duration.ofMillis(10));
        world.node.step();
        registerInTime(world, "c5");
    }

    @Test
    @Behaviour("K-307")
    void aStreamWithConsumersIsDeletedByForceOnly() {
        World world = World.delayed(100);
        world.create("s", 1);
        world.advance(Duration.ofMillis(100));
        world.node.step();
        register(world, "c");
        world.engine.addTags(ResourceKey.of(KEY), Map.of("k", "v"));
        refused(
                StreamError.RESOURCE_IN_USE,
                "DeleteStream can't delete 123456789012:s because there are consumers associated"
                        + " with this data stream. To delete s anyway, set the"
                        + " EnforceConsumerDeletion parameter to true to force the deletion of all"
                        + " the consumers that are associated with it.",
                () -> world.engine.deleteStream(KEY, false));
        world.engine.deleteStream(KEY, true);
        assertThat(world.engine.describe(KEY).status()).isEqualTo(StreamStatus.DELETING);
        assertThat(world.engine.describeConsumer(KEY, named("c")).status())
                .isEqualTo(ConsumerStatus.DELETING);
        assertThat(world.engine.tags(ResourceKey.of(KEY))).isEmpty();
        world.advance(Duration.ofMillis(100));
        world.node.step();
        world.create("s", 1);
        assertThat(world.engine.describe(KEY).consumerCount()).isZero();
    }
}
