package io.millrace.stream;

import static io.millrace.stream.CatalogueTest.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Behaviour;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ReshardTest {
    private static final String LAST = "340282366920938463463374607431768211455";
    private static final String MIDDLE = "170141183460469231731687303715884105728";

    private final World world = World.immediate();

    @Test
    @Behaviour("K-121")
    void aSplitMakesTwoChildren() {
        StreamKey key = world.create("s", 1);
        world.put(key, "k", "a");
        String iterator = world.iterator(key, "0", IteratorType.TRIM_HORIZON);
        world.engine.splitShard(key, "shard-0", MIDDLE);
        List<ShardView> shards = world.shards(key);
        assertThat(shards)
                .extracting(ShardView::shardId, ShardView::parentShardId)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("shardId-000000000000", null),
                        org.assertj.core.groups.Tuple.tuple(
                                "shardId-000000000001", "shardId-000000000000"),
                        org.assertj.core.groups.Tuple.tuple(
                                "shardId-000000000002", "shardId-000000000000"));
        assertThat(shards.get(1).startingHashKey()).isEqualTo("0");
        assertThat(shards.get(1).endingHashKey())
                .isEqualTo("170141183460469231731687303715884105727");
        assertThat(shards.get(2).startingHashKey()).isEqualTo(MIDDLE);
        assertThat(shards.get(2).endingHashKey()).isEqualTo(LAST);
        assertThat(shards.get(2).adjacentParentShardId()).isNull();
        RecordPage page = world.get(iterator);
        assertThat(World.texts(page)).containsExactly("a");
        assertThat(page.nextIterator()).isNull();
        assertThat(page.millisBehindLatest()).isZero();
        assertThat(page.childShards())
                .containsExactly(
                        new ChildShardView(
                                "shardId-000000000001",
                                List.of("shardId-000000000000"),
                                "0",
                                "170141183460469231731687303715884105727"),
                        new ChildShardView(
                                "shardId-000000000002",
                                List.of("shardId-000000000000"),
                                MIDDLE,
                                LAST));
        assertThat(world.put(key, "k", "b").shardId()).isNotEqualTo("shardId-000000000000");
    }

    @Test
    @Behaviour({"K-123", "K-182"})
    void aMergeMakesOneChildThatBothParentsName() {
        StreamKey key = world.create("s", 2);
        world.engine.mergeShards(key, "0", "1");
        ShardView child = world.shards(key).getLast();
        assertThat(child.parentShardId()).isEqualTo("shardId-000000000000");
        assertThat(child.adjacentParentShardId()).isEqualTo("shardId-000000000001");
        assertThat(child.startingHashKey()).isEqualTo("0");
        assertThat(child.endingHashKey()).isEqualTo(LAST);
        for (String parent : List.of("0", "1")) {
            RecordPage page = world.get(world.iterator(key, parent, IteratorType.LATEST));
            assertThat(page.nextIterator()).isNull();
            assertThat(page.childShards())
                    .containsExactly(
                            new ChildShardView(
                                    "shardId-000000000002",
                                    List.of("shardId-000000000000", "shardId-000000000001"),
                                    "0",
                                    LAST));
        }
    }

    @Test
    @Behaviour("K-094")
    void allNumbersOfAChildExceedItsParentsAlsoWithinOneSecond() {
        StreamKey key = world.create("s", 1);
        String parent = "0";
        BigInteger last = BigInteger.ZERO;
        for (int i = 0; i < 10; i++) {
            String at = world.open(key).getFirst().endingHashKey();
            PutEntry entry = new PutEntry(new byte[1], 0, 1, "k", "0");
            String number = world.engine.putRecord(key, entry, null).join().sequenceNumber();
            assertThat(new BigInteger(number)).isGreaterThan(last);
            world.engine.splitShard(
                    key, parent, new BigInteger(at).shiftRight(1).add(BigInteger.ONE).toString());
            ShardView closed =
                    world.engine.describe(key, null, 100).shards().stream()
                            .filter(shard -> shard.endingSequenceNumber() != null)
                            .reduce((a, b) -> b)
                            .orElseThrow();
            last = new BigInteger(Objects.requireNonNull(closed.endingSequenceNumber()));
            assertThat(last).isGreaterThan(new BigInteger(number));
            ShardView child = world.open(key).getFirst();
            assertThat(new BigInteger(child.startingSequenceNumber())).isGreaterThan(last);
            parent = child.shardId();
        }
    }

    @Test
    @Behaviour("K-120")
    void splitKeysMustLieWithinTheShard() {
        StreamKey key = world.create("s", 1);
        for (String bad : List.of("0", "1", LAST, "340282366920938463463374607431768211456")) {
            refused(
                    StreamError.INVALID_ARGUMENT,
                    "NewStartingHashKey "
                            + bad
                            + " used in SplitShard() on shard shardId-000000000000 in stream s"
                            + " under account 123456789012 is not both greater than one plus the"
                            + " shard's StartingHashKey 0 and less than the shard's EndingHashKey "
                            + LAST
                            + ".",
                    () -> world.engine.splitShard(key, "0", bad));
        }
        world.engine.splitShard(key, "0", "2");
        assertThat(world.open(key)).hasSize(2);
    }

    @Test
    @Behaviour({"K-122", "K-125"})
    void wrongShardsAreRefused() {
        StreamKey key = world.create("s", 3);
        refused(
                StreamError.RESOURCE_NOT_FOUND,
                "Could not find shard shardId-000000000007 in stream s under account 123456789012.",
                () -> world.engine.splitShard(key, "shard-7", "5"));
        refused(
                StreamError.RESOURCE_NOT_FOUND,
                "Could not find shard shardId-000000000008 in stream s under account 123456789012.",
                () -> world.engine.mergeShards(key, "0", "8"));
        for (List<String> pair : List.of(List.of("1", "0"), List.of("0", "2"), List.of("2", "0"))) {
            refused(
                    StreamError.INVALID_ARGUMENT,
                    "Shards shardId-00000000000"
                            + pair.getFirst()
                            + " and shardId-00000000000"
                            + pair.getLast()
                            + " in stream s under account 123456789012 are not an adjacent pair of"
                            + " shards eligible for merging",
                    () -> world.engine.mergeShards(key, pair.getFirst(), pair.getLast()));
        }
        world.engine.mergeShards(key, "0", "1");
        refused(
                StreamError.INVALID_ARGUMENT,
                "Shard shardId-000000000000 in stream s under account 123456789012 has already been"
                        + " merged or split, and thus is not eligible for merging or splitting.",
                () -> world.engine.splitShard(key, "0", "5"));
    }

    @Test
    @Behaviour("K-126")
    void streamsOnDemandAreNotResharded() {
        StreamKey key = World.key("s");
        world.engine.createStream(new NewStream(key, null, StreamMode.ON_DEMAND, null));
        String text =
                "Request is invalid. Stream s under account 123456789012 is in On-Demand mode.";
        refused(StreamError.VALIDATION, text, () -> world.engine.splitShard(key, "0", "5"));
        refused(StreamError.VALIDATION, text, () -> world.engine.mergeShards(key, "0", "1"));
        refused(StreamError.VALIDATION, text, () -> world.engine.updateShardCount(key, 5));
    }

    @Test
    void aCountIsReachedBySplitsAndMerges() {
        StreamKey key = world.create("s", 4);
        assertThat(world.engine.updateShardCount(key, 3)).isEqualTo(new ShardCountChange(4, 3));
        assertThat(world.open(key).stream().map(ShardView::shardId))
                .containsExactly(
                        "shardId-000000000006", "shardId-000000000009", "shardId-000000000010");
        assertThat(world.shards(key)).hasSize(11);
        assertThat(world.engine.updateShardCount(key, 3)).isEqualTo(new ShardCountChange(3, 3));
        assertThat(world.shards(key)).hasSize(11);
        assertTiles(key);
        assertThat(world.engine.describe(key).status()).isEqualTo(StreamStatus.ACTIVE);
    }

    @Test
    void hundredsOfShardsAreDoubledAndHalved() {
        StreamKey key = world.create("s", 300);
        assertThat(world.engine.updateShardCount(key, 600))
                .isEqualTo(new ShardCountChange(300, 600));
        assertThat(world.engine.describe(key).openShards()).isEqualTo(600);
        assertTiles(key);
        world.engine.updateShardCount(key, 300);
        assertTiles(key);
    }

    private void assertTiles(StreamKey key) {
        BigInteger next = BigInteger.ZERO;
        for (ShardView shard : world.open(key)) {
            assertThat(shard.startingHashKey()).isEqualTo(next.toString());
            next = new BigInteger(shard.endingHashKey()).add(BigInteger.ONE);
        }
        assertThat(next.bitLength()).isEqualTo(129);
    }

    @Test
    @Behaviour("K-129")
    void aCountIsAtMostDoubledAndAtLeastHalved() {
        StreamKey key = world.create("s", 3);
        refused(
                StreamError.LIMIT_EXCEEDED,
                "UpdateShardCount cannot scale up over double your current open shard count."
                        + " Current open shard count: 3 Target shard count: 7",
                () -> world.engine.updateShardCount(key, 7));
        refused(
                StreamError.LIMIT_EXCEEDED,
                "UpdateShardCount cannot scale down below half your current open shard count."
                        + " Current open shard count: 3 Target shard count: 1",
                () -> world.engine.updateShardCount(key, 1));
    }

    @Test
    @Behaviour("K-130")
    void aCountIsUpdatedTenTimesADayWhenLimitsAreEnforced() {
        World limited = World.limited(Limits.AWS);
        StreamKey key = limited.create("s", 1);
        for (int i = 0; i < 10; i++) {
            limited.engine.updateShardCount(key, 1 + (i + 1) % 2);
        }
        refused(
                StreamError.LIMIT_EXCEEDED,
                "Rate exceeded for stream s under account 123456789012.",
                () -> limited.engine.updateShardCount(key, 1));
        limited.advance(Duration.ofDays(1));
        limited.engine.updateShardCount(key, 2);
    }

    @Test
    @Behaviour("K-068")
    void theParentTakesRecordsUntilTheDelayIsOver() {
        World slow = World.delayed(500);
        StreamKey key = slow.create("s", 1);
        slow.advance(Duration.ofMillis(500));
        slow.node.step();
        slow.engine.splitShard(key, "0", MIDDLE);
        assertThat(slow.engine.describe(key).status()).isEqualTo(StreamStatus.UPDATING);
        assertThat(slow.put(key, "k", "a").shardId()).isEqualTo("shardId-000000000000");
        assertThat(slow.shards(key)).hasSize(1);
        assertThat(slow.shards(key).getFirst().endingSequenceNumber()).isNull();
        refused(
                StreamError.RESOURCE_IN_USE,
                "Stream s under account 123456789012 not ACTIVE, instead in state UPDATING",
                () -> slow.engine.mergeShards(key, "0", "1"));
        slow.restart();
        slow.advance(Duration.ofMillis(500));
        slow.node.step();
        assertThat(slow.engine.describe(key).status()).isEqualTo(StreamStatus.ACTIVE);
        assertThat(slow.shards(key)).hasSize(3);
        assertThat(slow.put(key, "k", "b").shardId()).isNotEqualTo("shardId-000000000000");
        assertThat(slow.all(key, "0")).containsExactly("a");
    }

    @Test
    @Behaviour("K-073")
    void aStreamMayBeDeletedWhileUpdating() {
        World slow = World.delayed(500);
        StreamKey key = slow.create("s", 1);
        slow.advance(Duration.ofMillis(500));
        slow.node.step();
        slow.engine.splitShard(key, "0", MIDDLE);
        slow.engine.deleteStream(key, false);
        slow.advance(Duration.ofMillis(500));
        slow.node.step();
        slow.node.step();
        assertThat(slow.engine.stats().streams()).isZero();
    }

    @Test
    void aPutThatMeetsASealedShardWaitsForTheCommitOrFails() {
        World slow = World.delayed(500);
        StreamKey key = slow.create("s", 1);
        slow.advance(Duration.ofMillis(500));
        slow.node.step();
        slow.put(key, "k", "a");
        var log = new io.millrace.log.ShardRef(1, 0);
        var claim = slow.log.shards().claim(log).join();
        slow.log.shards().seal(claim.writer()).join();
        CompletableFuture<PutResult.Stored> waiting =
                slow.engine.putRecord(key, World.entry("k", "b"), null);
        assertThat(waiting).isNotDone();
        slow.advance(Duration.ofMillis(1_999));
        slow.node.step();
        assertThat(waiting).isNotDone();
        CompletableFuture<PutResult.Stored> lucky =
                slow.engine.putRecord(key, World.entry("k", "c"), null);
        slow.advance(Duration.ofMillis(1));
        slow.node.step();
        assertThat(waiting).isCompletedExceptionally();
        slow.engine.splitShard(key, "0", MIDDLE);
        slow.advance(Duration.ofMillis(500));
        slow.node.step();
        assertThat(lucky.join().shardId()).isNotEqualTo("shardId-000000000000");
    }

    @Test
    @Behaviour("K-140")
    void filtersNameTheShardsOfAnInstant() {
        StreamKey key = world.create("s", 1);
        long created = world.clock.millis();
        world.advance(Duration.ofMinutes(10));
        long split = world.clock.millis();
        world.engine.splitShard(key, "0", MIDDLE);
        world.advance(Duration.ofMinutes(10));
        long merged = world.clock.millis();
        world.engine.mergeShards(key, "1", "2");
        world.advance(Duration.ofMinutes(10));
        assertThat(world.ids(key, ShardFilter.Type.AT_LATEST, null)).containsExactly("03");
        assertThat(world.ids(key, ShardFilter.Type.AT_TRIM_HORIZON, null)).containsExactly("00");
        assertThat(world.ids(key, ShardFilter.Type.FROM_TRIM_HORIZON, null)).hasSize(4);
        ShardFilter.Type at = ShardFilter.Type.AT_TIMESTAMP;
        assertThat(world.ids(key, at, 0L)).containsExactly("00");
        assertThat(world.ids(key, at, created)).containsExactly("00");
        assertThat(world.ids(key, at, split - 1)).containsExactly("00");
        assertThat(world.ids(key, at, split)).containsExactly("01", "02");
        assertThat(world.ids(key, at, merged)).containsExactly("03");
        ShardFilter.Type from = ShardFilter.Type.FROM_TIMESTAMP;
        assertThat(world.ids(key, from, 0L)).hasSize(4);
        assertThat(world.ids(key, from, split)).hasSize(4);
        assertThat(world.ids(key, from, split + 1)).containsExactly("01", "02", "03");
        assertThat(world.ids(key, from, merged + 1)).containsExactly("03");
        ShardFilter after = new ShardFilter(ShardFilter.Type.AFTER_SHARD_ID, "shard-1", null);
        assertThat(world.engine.listShards(new ShardQuery(key, null, 9, null, after)).shards())
                .extracting(ShardView::shardId)
                .containsExactly("shardId-000000000002", "shardId-000000000003");
        refused(
                StreamError.INVALID_ARGUMENT,
                "Timestamp must be specified for a ShardFilter of type AT_TIMESTAMP.",
                () -> world.ids(key, at, null));
        world.advance(Duration.ofHours(24).minus(Duration.ofMinutes(15)));
        assertThat(world.ids(key, ShardFilter.Type.AT_TRIM_HORIZON, null))
                .containsExactly("01", "02");
        assertThat(world.ids(key, at, 0L)).containsExactly("01", "02");
    }

    @Test
    @Behaviour("K-133")
    void thePagesOfAListingAgreeWhateverHappensBetweenThem() {
        StreamKey key = world.create("s", 1500);
        ShardFilter latest = new ShardFilter(ShardFilter.Type.AT_LATEST, null, null);
        ShardPage first = world.engine.listShards(new ShardQuery(key, null, 1000, null, latest));
        // The clock stands still: the change must be told from what was there by more than time.
        world.engine.mergeShards(key, "3", "4");
        world.engine.mergeShards(key, "1400", "1401");
        world.engine.splitShard(key, "1499", startAfter(key, 1499));
        ShardPage second =
                world.engine.listShardsOn(
                        World.ACCOUNT, World.REGION, String.valueOf(first.nextToken()), 1000);
        assertThat(first.shards().size() + second.shards().size()).isEqualTo(1500);
        assertThat(second.shards().getLast().shardId()).isEqualTo("shardId-000000001499");
        assertThat(second.nextToken()).isNull();
    }

    private String startAfter(StreamKey key, int shard) {
        String start = world.shards(key).get(shard).startingHashKey();
        return new BigInteger(start).add(BigInteger.TEN).toString();
    }
}
