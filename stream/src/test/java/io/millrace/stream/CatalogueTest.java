package io.millrace.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.testkit.Behaviour;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class CatalogueTest {
    private static final StreamKey KEY = World.key("orders");

    static void refused(StreamError error, String text, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StreamException.class,
                        e -> {
                            assertThat(e.text()).isEqualTo(text);
                            assertThat(e.error()).isEqualTo(error);
                        });
    }

    @Test
    @Behaviour({"K-069", "K-076"})
    void aStreamIsActiveOnceCreated() {
        World world = World.immediate();
        world.create("orders", 2);
        StreamView view = world.engine.describe(KEY);
        assertThat(view)
                .isEqualTo(
                        new StreamView(
                                KEY,
                                StreamStatus.ACTIVE,
                                StreamMode.PROVISIONED,
                                world.clock.millis(),
                                24,
                                1024,
                                2,
                                java.util.Set.of(),
                                null,
                                Distribution.USER_PARTITION_KEY,
                                null,
                                0));
        List<ShardView> shards = world.engine.describe(KEY, null, 100).shards();
        assertThat(shards).hasSize(2);
        assertThat(shards.getLast())
                .isEqualTo(
                        new ShardView(
                                "shardId-000000000001",
                                null,
                                null,
                                "170141183460469231731687303715884105728",
                                "340282366920938463463374607431768211455",
                                SequenceNumber.format(
                                        world.clock.millis() / 1000,
                                        1,
                                        0,
                                        world.clock.millis() / 1000),
                                null));
    }

    @Test
    @Behaviour("K-060")
    void withNeitherCountNorModeAStreamIsOnDemandWithFourShards() {
        World world = World.immediate();
        world.engine.createStream(new NewStream(KEY, null, null, 10_240));
        StreamView view = world.engine.describe(KEY);
        assertThat(view.mode()).isEqualTo(StreamMode.ON_DEMAND);
        assertThat(view.openShards()).isEqualTo(4);
        assertThat(view.maxRecordBytes()).isEqualTo(10 << 20);
    }

    @Test
    @Behaviour({"K-061", "K-062"})
    void aModeMustFitTheCount() {
        World world = World.immediate();
        refused(
                StreamError.VALIDATION,
                "1 validation error detected: Value null at 'shardCount' failed to satisfy"
                        + " constraint: Member must not be null",
                () ->
                        world.engine.createStream(
                                new NewStream(KEY, null, StreamMode.PROVISIONED, null)));
        assertThatThrownBy(() ->
                        world.engine.createStream(
                                new NewStream(KEY, 3, StreamMode.ON_DEMAND, null)))
                .isInstanceOf(StreamException.class);
    }

    @Test
    @Behaviour("K-070")
    void aNameIsTakenOnce() {
        World world = World.immediate();
        world.create("orders", 1);
        refused(
                StreamError.RESOURCE_IN_USE,
                "Stream orders under account 123456789012 already exists.",
                () -> world.create("orders", 1));
    }

    @Test
    @Behaviour("K-054")
    void accountsAndRegionsAreKeptApart() {
        World world = World.immediate();
        world.create("orders", 1);
        StreamKey elsewhere = new StreamKey(World.ACCOUNT, "us-east-1", "orders");
        world.engine.createStream(new NewStream(elsewhere, 3, null, null));
        assertThat(world.engine.describe(KEY).openShards()).isEqualTo(1);
        assertThat(world.engine.describe(elsewhere).openShards()).isEqualTo(3);
        assertThat(world.engine.listStreams(World.ACCOUNT, "us-east-1", null, 10).streams())
                .extracting(StreamView::key)
                .containsExactly(elsewhere);
        assertThat(world.engine.limits(World.ACCOUNT, "us-east-1").openShards()).isEqualTo(3);
        refused(
                StreamError.RESOURCE_NOT_FOUND,
                "Stream orders under account 999999999999 not found.",
                () -> world.engine.describe(new StreamKey("999999999999", World.REGION, "orders")));
    }

    @Test
    @Behaviour("K-074")
    void aStreamDeletedAndMadeAnewIsEmpty() {
        World world = World.immediate();
        world.create("orders", 1);
        world.put(KEY, "k", "old");
        String iterator = world.iterator(KEY, "0", IteratorType.TRIM_HORIZON);
        world.engine.deleteStream(KEY, false);
        refused(
                StreamError.RESOURCE_NOT_FOUND,
                "Shard shardId-000000000000 in stream orders under account 123456789012 does not"
                        + " exist",
                () -> world.get(iterator));
        assertThat(world.log.shards().streams()).isEmpty();
        world.create("orders", 1);
        assertThat(world.all(KEY, "0")).isEmpty();
        assertThat(world.put(KEY, "k", "new").shardId()).isEqualTo("shardId-000000000000");
        assertThat(world.all(KEY, "0")).containsExactly("new");
    }

    @Test
    @Behaviour({"K-063", "K-064", "K-065", "K-066", "K-067", "K-069", "K-070", "K-073"})
    void statesTakeTheirTime() {
        World world = World.delayed(200);
        world.create("orders", 2);
        assertThat(world.engine.describe(KEY).status()).isEqualTo(StreamStatus.CREATING);
        assertThat(world.engine.describe(KEY, null, 100).shards()).isEmpty();
        refused(
                StreamError.RESOURCE_NOT_FOUND,
                "Stream orders under account 123456789012 not found.",
                () -> join(world));
        refused(
                StreamError.RESOURCE_IN_USE,
                "Stream orders under account 123456789012 not ACTIVE or UPDATING, instead in state"
                        + " CREATING",
                () -> world.shards(KEY));
        refused(
                StreamError.RESOURCE_IN_USE,
                "Stream orders under account 123456789012 not ACTIVE, instead in state CREATING",
                () -> world.engine.splitShard(KEY, "0", "9"));
        refused(
                StreamError.RESOURCE_NOT_FOUND,
                "Shard shardId-000000000000 in stream orders under account 123456789012 does not"
                        + " exist",
                () -> world.iterator(KEY, "shard-0", IteratorType.LATEST));
        assertThat(world.node.step()).isBetween(1L, 100L);
        world.advance(Duration.ofMillis(200));
        world.node.step();
        assertThat(world.engine.describe(KEY).status()).isEqualTo(StreamStatus.ACTIVE);
        world.put(KEY, "k", "v");
        world.engine.deleteStream(KEY, false);
        world.engine.deleteStream(KEY, false);
        assertThat(world.engine.describe(KEY).status()).isEqualTo(StreamStatus.DELETING);
        assertThatThrownBy(() -> world.create("orders", 1)).isInstanceOf(StreamException.class);
        world.restart();
        world.advance(Duration.ofMillis(200));
        world.node.step();
        assertThatThrownBy(() -> world.engine.describe(KEY)).isInstanceOf(StreamException.class);
        assertThat(world.log.shards().streams()).isEmpty();
    }

    private static void join(World world) throws Throwable {
        try {
            world.put(KEY, "k", "v");
        } catch (java.util.concurrent.CompletionException e) {
            throw java.util.Objects.requireNonNull(e.getCause());
        }
    }

    @Test
    void logsOfStreamsNobodyKnowsAreDroppedAtTheStart() {
        World world = World.immediate();
        StreamKey key = world.create("orders", 1);
        world.put(key, "k", "v");
        var stray = new io.millrace.log.ShardRef(99, 0);
        var claim = world.log.shards().claim(stray).join();
        var batch = io.millrace.log.Batch.builder(9).add(null, new byte[0], new byte[1]).build();
        world.log
                .shards()
                .append(List.of(new io.millrace.log.Append(claim.writer(), batch)))
                .join();
        world.restart();
        assertThat(world.log.shards().streams()).containsExactly(1L);
        assertThat(world.all(key, "0")).containsExactly("v");
    }

    @Test
    @Behaviour("K-072")
    void limitsOfTheAccountHoldWhenEnforced() {
        World world = World.limited(Limits.AWS);
        world.create("big", 19_999);
        refused(
                StreamError.LIMIT_EXCEEDED,
                "This request would exceed the shard limit for the account 123456789012 in"
                        + " eu-north-1. Current shard count for the account: 19999. Limit: 20000."
                        + " Number of additional shards that would have resulted from this request:"
                        + " 2. Refer to the AWS Service Limits page"
                        + " (http://docs.aws.amazon.com/general/latest/gr/aws_service_limits.html)"
                        + " for current limits and how to request higher limits.",
                () -> world.create("more", 2));
        AccountLimits limits = world.engine.limits(World.ACCOUNT, World.REGION);
        assertThat(limits).isEqualTo(new AccountLimits(20_000, 19_999, 0, 50));
    }

    @Test
    @Behaviour("K-071")
    void fiveStreamsMayBeInTheMakingAtOnceWhenEnforced() {
        World world = new World(new StreamConfig(Duration.ofSeconds(1), Limits.AWS));
        IntStream.range(0, 5).forEach(i -> world.create("s" + i, 1));
        world.advance(Duration.ofMillis(200));
        refused(
                StreamError.LIMIT_EXCEEDED,
                "This request would have exceed the limit on the number  of streams that can"
                        + " simultaneously be in CREATING or DELETING for the account"
                        + " 123456789012. Limit: 5.",
                () -> world.create("s5", 1));
    }

    @Test
    @Behaviour("K-150")
    void streamsAreListedByNameInPages() {
        World world = World.immediate();
        IntStream.range(0, 7).forEach(i -> world.create("s" + (6 - i), 1));
        List<String> names = new ArrayList<>();
        StreamPage page = world.engine.listStreams(World.ACCOUNT, World.REGION, null, 3);
        while (page.nextToken() != null) {
            page.streams().forEach(view -> names.add(view.key().name()));
            page = world.engine.listStreamsOn(World.ACCOUNT, World.REGION, page.nextToken(), 3);
        }
        page.streams().forEach(view -> names.add(view.key().name()));
        assertThat(names).containsExactly("s0", "s1", "s2", "s3", "s4", "s5", "s6");
        StreamPage rest = world.engine.listStreams(World.ACCOUNT, World.REGION, "s4", 2);
        assertThat(rest.streams()).extracting(v -> v.key().name()).containsExactly("s5", "s6");
        assertThat(rest.hasMoreStreams()).isFalse();
    }

    @Test
    @Behaviour({"K-146", "K-149"})
    void shardsAreDescribedAndListedInPages() {
        World world = World.immediate();
        world.create("orders", 130);
        StreamDescription first = world.engine.describe(KEY, null, 10_000);
        assertThat(first.shards()).hasSize(100);
        assertThat(first.hasMoreShards()).isTrue();
        StreamDescription second =
                world.engine.describe(KEY, first.shards().getLast().shardId(), 100);
        assertThat(second.shards()).hasSize(30);
        assertThat(second.hasMoreShards()).isFalse();
        ShardPage page = world.engine.listShards(new ShardQuery(KEY, "shard-9", 60, null, null));
        assertThat(page.shards().getFirst().shardId()).isEqualTo("shardId-000000000010");
        String token = java.util.Objects.requireNonNull(page.nextToken());
        ShardPage next = world.engine.listShardsOn(World.ACCOUNT, World.REGION, token, 60);
        assertThat(next.shards()).hasSize(60);
        assertThat(next.nextToken()).isNull();
        assertThat(next.shards().getLast().shardId()).isEqualTo("shardId-000000000129");
    }

    @Test
    @Behaviour({"K-142", "K-151"})
    void pageTokensExpireAndCannotBeForged() {
        World world = World.immediate();
        world.create("orders", 3);
        String token =
                java.util.Objects.requireNonNull(
                        world.engine
                                .listShards(new ShardQuery(KEY, null, 1, null, null))
                                .nextToken());
        refused(
                StreamError.INVALID_ARGUMENT,
                "Invalid NextToken.",
                () -> world.engine.listShardsOn("999999999999", World.REGION, token, 1));
        refused(
                StreamError.INVALID_ARGUMENT,
                "Invalid NextToken.",
                () -> world.engine.listStreamsOn(World.ACCOUNT, World.REGION, token, 1));
        world.advance(Duration.ofMinutes(5));
        assertThat(world.engine.listShardsOn(World.ACCOUNT, World.REGION, token, 1).shards())
                .hasSize(1);
        world.advance(Duration.ofMillis(1));
        assertThatThrownBy(() -> world.engine.listShardsOn(World.ACCOUNT, World.REGION, token, 1))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        e -> assertThat(e.error()).isEqualTo(StreamError.EXPIRED_NEXT_TOKEN));
    }

    @Test
    @Behaviour("K-144")
    void theCreationTimestampPicksTheIncarnation() {
        World world = World.immediate();
        world.create("orders", 1);
        long created = world.engine.describe(KEY).createdMillis();
        for (long given : new long[] {created, created / 1000 * 1000}) {
            assertThat(world.engine.listShards(new ShardQuery(KEY, null, 9, given, null)).shards())
                    .hasSize(1);
        }
        assertThatThrownBy(() ->
                        world.engine.listShards(new ShardQuery(KEY, null, 9, created + 1, null)))
                .isInstanceOf(StreamException.class);
    }

    @Test
    @Behaviour({"K-112", "K-124"})
    void anUnreadableShardIdIsRefusedBeforeTheStreamIsLookedUp() {
        World world = World.immediate();
        refused(
                StreamError.RESOURCE_NOT_FOUND,
                "Could not find shard 2.14E4 in stream orders under account 123456789012.",
                () -> world.engine.splitShard(KEY, "2.14E4", "3"));
        refused(
                StreamError.RESOURCE_NOT_FOUND,
                "Stream orders under account 123456789012 not found.",
                () -> world.engine.splitShard(KEY, "shard-0", "3"));
    }

    @Test
    void everythingSurvivesARestart() {
        World world = World.immediate();
        world.create("orders", 3);
        world.create("more", 2);
        world.engine.increaseRetention(KEY, 48);
        world.engine.splitShard(KEY, "1", "160000000000000000000000000000000000000");
        world.engine.mergeShards(KEY, "0", "3");
        List<ShardView> shards = world.shards(KEY);
        long hash = world.node.stateHash();
        world.restart();
        assertThat(world.shards(KEY)).isEqualTo(shards);
        assertThat(world.engine.describe(KEY).retentionHours()).isEqualTo(48);
        assertThat(world.node.stateHash()).isEqualTo(hash);
    }
}
