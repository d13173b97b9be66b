package io.millrace.stream;

import static io.millrace.stream.CatalogueTest.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Behaviour;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FanOutTest {
    private static final String SHARD = "shardId-000000000000";
    private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);

    private final World world = World.immediate();
    private final StreamKey key = world.create("s", 1);
    private final ConsumerName consumer = world.register(key, "c");

    private SubscribeQuery query(IteratorType type, @Nullable String number) {
        return query(SHARD, type, number);
    }

    private SubscribeQuery query(String shard, IteratorType type, @Nullable String number) {
        return new SubscribeQuery(consumer, new IteratorQuery(key, shard, type, number, null));
    }

    private SubscribeQuery latest() {
        return query(IteratorType.LATEST, null);
    }

    private SubscribeQuery horizon() {
        return query(IteratorType.TRIM_HORIZON, null);
    }

    private void put(String data) {
        world.put(key, "k", data);
        world.settle();
    }

    private void putSized(int bytes) {
        world.engine.putRecord(key, World.sized("k", bytes), null).join();
        world.settle();
    }

    @Test
    void theFirstEventComesAtOnceAndSaysWhereToGoOn() {
        Listener listener = Listener.eager(world, latest());
        assertThat(listener.events).hasSize(1);
        assertThat(listener.last().records()).isEmpty();
        assertThat(listener.last().millisBehindLatest()).isZero();
        assertThat(listener.last().childShards()).isEmpty();
        put("a");
        assertThat(texts(listener.number(), IteratorType.AFTER_SEQUENCE_NUMBER)).isEmpty();
        assertThat(texts(startOf(listener), IteratorType.AT_SEQUENCE_NUMBER)).containsExactly("a");
    }

    private static String startOf(Listener listener) {
        return Objects.requireNonNull(listener.events.getFirst().continuationSequenceNumber());
    }

    private List<String> texts(String number, IteratorType type) {
        return World.texts(world.get(world.iterator(key, SHARD, type, number)));
    }

    @Test
    void recordsArePushedTheMomentTheyAreDurable() {
        Listener listener = Listener.eager(world, latest());
        for (int i = 0; i < 20; i++) {
            put("r" + i);
            assertThat(listener.texts()).hasSize(i + 1).endsWith("r" + i);
        }
        assertThat(listener.events).hasSize(21);
    }

    @Test
    void nothingIsMadeThatWasNotAskedFor() {
        Listener listener = Listener.slow(world, horizon());
        put("a");
        assertThat(listener.events).isEmpty();
        listener.ask();
        assertThat(listener.texts()).containsExactly("a");
        put("b");
        put("c");
        world.pass(FIVE_SECONDS);
        assertThat(listener.events).hasSize(1);
        listener.ask();
        assertThat(listener.last().records()).hasSize(2);
        listener.ask();
        assertThat(listener.events).hasSize(2);
        put("d");
        assertThat(listener.texts()).containsExactly("a", "b", "c", "d");
    }

    @Test
    void anEventHoldsAboutAMebibyteUnlessOneRecordIsLarger() {
        for (int i = 0; i < 5; i++) {
            putSized(300 << 10);
        }
        Listener listener = Listener.eager(world, horizon());
        assertThat(listener.events.stream().map(event -> event.records().size()))
                .containsExactly(3, 2);
        StreamKey large = World.key("large");
        world.engine.createStream(new NewStream(large, 1, null, 10_240));
        ConsumerName other = world.register(large, "other");
        world.engine.putRecord(large, World.sized("k", 5 << 20), null).join();
        world.engine.putRecord(large, World.sized("k", 10), null).join();
        Listener reader =
                Listener.eager(
                        world,
                        new SubscribeQuery(
                                other,
                                new IteratorQuery(
                                        large, SHARD, IteratorType.TRIM_HORIZON, null, null)));
        assertThat(reader.events.stream().map(event -> event.records().size()))
                .containsExactly(1, 1);
    }

    @Test
    @Behaviour("K-406")
    void silenceIsBrokenWithinFiveSecondsByARisingNumber() {
        put("a");
        Listener listener = Listener.eager(world, horizon());
        BigInteger former = new BigInteger(listener.number());
        for (int i = 2; i < 6; i++) {
            world.pass(FIVE_SECONDS);
            assertThat(listener.events).hasSize(i);
            assertThat(listener.last().records()).isEmpty();
            BigInteger number = new BigInteger(listener.number());
            assertThat(number).isGreaterThan(former);
            former = number;
        }
        PutResult.Stored next = world.put(key, "k", "b");
        assertThat(new BigInteger(next.sequenceNumber())).isGreaterThan(former);
    }

    @Test
    void anEventWithRecordsPutsTheNextHeartbeatOff() {
        Listener listener = Listener.eager(world, latest());
        world.pass(Duration.ofSeconds(4));
        put("a");
        world.pass(Duration.ofSeconds(4));
        assertThat(listener.events).hasSize(2);
        world.pass(Duration.ofSeconds(1));
        assertThat(listener.events).hasSize(3);
    }

    @Test
    void everyNumberGoesOnExactlyBehindWhatWasSent() {
        List<String> all = new ArrayList<>();
        Listener listener = Listener.eager(world, horizon());
        for (int i = 0; i < 6; i++) {
            put("r" + i);
            all.add("r" + i);
            world.pass(i % 2 == 0 ? FIVE_SECONDS : Duration.ofMillis(1));
            if (i == 3) {
                world.restart();
                listener = Listener.eager(world, query(IteratorType.AFTER_SEQUENCE_NUMBER, last));
            }
            last = listener.number();
            for (IteratorType type :
                    List.of(IteratorType.AT_SEQUENCE_NUMBER, IteratorType.AFTER_SEQUENCE_NUMBER)) {
                assertThat(texts(last, type)).as("behind %s", all).isEmpty();
            }
        }
        put("x");
        for (int i = 0; i < listener.events.size() - 1; i++) {
            String number = listener.events.get(i).continuationSequenceNumber();
            List<String> rest =
                    listener.events.subList(i + 1, listener.events.size()).stream()
                            .flatMap(event -> event.records().stream())
                            .map(World::text)
                            .toList();
            assertThat(texts(Objects.requireNonNull(number), IteratorType.AT_SEQUENCE_NUMBER))
                    .isEqualTo(rest);
        }
    }

    private String last = "";

    @Test
    void aNumberOfBeforeEverythingExpiredGoesOnWithWhatIsNew() {
        put("a");
        Listener listener = Listener.eager(world, latest());
        String number = listener.number();
        listener.cancel();
        for (int i = 0; i < 25; i++) {
            world.pass(Duration.ofHours(1));
        }
        put("b");
        assertThat(texts(number, IteratorType.AT_SEQUENCE_NUMBER)).containsExactly("b");
        Listener afterwards = Listener.eager(world, latest());
        put("c");
        assertThat(texts(startOf(afterwards), IteratorType.AT_SEQUENCE_NUMBER))
                .containsExactly("c");
    }

    @Test
    void theDistanceToTheTipIsTrue() {
        for (int i = 0; i < 3; i++) {
            putSized(700 << 10);
            world.advance(Duration.ofMillis(100));
        }
        Listener listener = Listener.eager(world, horizon());
        assertThat(listener.events.stream().map(ShardEvent::millisBehindLatest))
                .containsExactly(300L, 200L, 0L);
    }

    @Test
    @Behaviour("K-403")
    void aSubscriptionLivesFiveMinutes() {
        Listener listener = Listener.eager(world, latest());
        Listener slow =
                Listener.slow(
                        world,
                        new SubscribeQuery(
                                world.register(key, "slow"),
                                new IteratorQuery(key, SHARD, IteratorType.LATEST, null, null)));
        for (int i = 0; i < 59; i++) {
            world.pass(FIVE_SECONDS);
        }
        assertThat(listener.isOver() || slow.isOver()).isFalse();
        world.pass(FIVE_SECONDS);
        assertThat(listener.ended && slow.ended).isTrue();
        assertThat(world.engine.subscriptions()).isZero();
        put("a");
        assertThat(listener.texts()).isEmpty();
        assertThat(Listener.eager(world, latest()).isOver()).isFalse();
    }

    @Test
    @Behaviour("K-404")
    void aYoungSubscriptionDoesNotGiveWay() {
        Listener first = Listener.eager(world, latest());
        world.pass(Duration.ofMillis(4_999));
        refused(
                StreamError.RESOURCE_IN_USE,
                "Another active subscription exists for this consumer:"
                        + " 123456789012:s:shardId-000000000000:c",
                () -> world.engine.subscribe(latest(), first));
        put("a");
        assertThat(first.texts()).containsExactly("a");
    }

    @Test
    @Behaviour("K-405")
    void anOlderOneIsTakenOver() {
        Listener first = Listener.eager(world, latest());
        world.pass(FIVE_SECONDS);
        Listener second = Listener.eager(world, latest());
        assertThat(Objects.requireNonNull(first.failure).error())
                .isEqualTo(StreamError.RESOURCE_IN_USE);
        assertThat(first.failure)
                .hasMessage(
                        "Another active subscription exists for this consumer:"
                                + " 123456789012:s:shardId-000000000000:c");
        put("a");
        assertThat(first.texts()).isEmpty();
        assertThat(second.texts()).containsExactly("a");
        assertThat(world.engine.subscriptions()).isEqualTo(1);
    }

    @Test
    void oneThatIsOverIsInNobodysWay() {
        Listener.eager(world, latest()).cancel();
        Listener second = Listener.eager(world, latest());
        put("a");
        assertThat(second.texts()).containsExactly("a");
    }

    @Test
    void consumersDoNotDisturbEachOther() {
        Listener first = Listener.eager(world, latest());
        ConsumerName other = world.register(key, "d");
        Listener second =
                Listener.eager(
                        world,
                        new SubscribeQuery(
                                other,
                                new IteratorQuery(key, SHARD, IteratorType.LATEST, null, null)));
        put("a");
        assertThat(first.texts()).containsExactly("a");
        assertThat(second.texts()).containsExactly("a");
    }

    @Test
    @Behaviour("K-407")
    void aClosedShardEndsWithItsChildren() {
        put("a");
        Listener listener = Listener.eager(world, horizon());
        world.engine.splitShard(key, SHARD, HashKey.endOf(0, 2).toString());
        world.settle();
        assertThat(listener.ended).isTrue();
        assertThat(listener.texts()).containsExactly("a");
        assertThat(listener.last().continuationSequenceNumber()).isNull();
        assertThat(listener.last().millisBehindLatest()).isZero();
        assertThat(listener.last().childShards())
                .extracting(ChildShardView::shardId, ChildShardView::parentShardIds)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("shardId-000000000001", List.of(SHARD)),
                        org.assertj.core.groups.Tuple.tuple(
                                "shardId-000000000002", List.of(SHARD)));
        assertThat(listener.events.subList(0, listener.events.size() - 1))
                .allMatch(event -> event.continuationSequenceNumber() != null)
                .allMatch(event -> event.childShards().isEmpty());
    }

    @Test
    void recordsAndChildrenComeInOneEventIfTheyFit() {
        put("a");
        world.engine.splitShard(key, SHARD, HashKey.endOf(0, 2).toString());
        Listener listener = Listener.eager(world, horizon());
        assertThat(listener.events).hasSize(1);
        assertThat(listener.texts()).containsExactly("a");
        assertThat(listener.last().childShards()).hasSize(2);
        assertThat(listener.ended).isTrue();
        Listener atEnd = Listener.eager(world, latest());
        assertThat(atEnd.last().childShards()).hasSize(2);
        assertThat(atEnd.ended).isTrue();
    }

    @Test
    void childrenCanBeSubscribedToAtOnceAndAMergeNamesBothParents() {
        world.engine.splitShard(key, SHARD, HashKey.endOf(0, 2).toString());
        Listener lower = Listener.eager(world, query("1", IteratorType.TRIM_HORIZON, null));
        Listener higher = Listener.eager(world, query("2", IteratorType.TRIM_HORIZON, null));
        put("a");
        assertThat(lower.texts().size() + higher.texts().size()).isEqualTo(1);
        world.engine.mergeShards(key, "shardId-000000000001", "shardId-000000000002");
        world.settle();
        for (Listener parent : List.of(lower, higher)) {
            assertThat(parent.ended).isTrue();
            assertThat(parent.last().childShards()).hasSize(1);
            assertThat(parent.last().childShards().getFirst().parentShardIds())
                    .containsExactly("shardId-000000000001", "shardId-000000000002");
        }
        Listener child = Listener.eager(world, query("3", IteratorType.TRIM_HORIZON, null));
        put("b");
        assertThat(child.texts()).containsExactly("b");
    }

    @Test
    @Behaviour("K-408")
    void aConsumerThatIsGoneIsTold() {
        Listener listener = Listener.eager(world, latest());
        Listener slow =
                Listener.slow(
                        world,
                        new SubscribeQuery(
                                world.register(key, "slow"),
                                new IteratorQuery(key, SHARD, IteratorType.LATEST, null, null)));
        world.deregister(key, consumer);
        world.settle();
        assertThat(Objects.requireNonNull(listener.failure).error())
                .isEqualTo(StreamError.RESOURCE_NOT_FOUND);
        assertThat(listener.failure).hasMessage("Consumer c, account 123456789012 not found.");
        assertThat(slow.isOver()).isFalse();
        world.engine.deleteStream(key, true);
        world.settle();
        assertThat(Objects.requireNonNull(slow.failure).error())
                .isEqualTo(StreamError.RESOURCE_NOT_FOUND);
        assertThat(slow.failure).hasMessage("Stream s under account 123456789012 not found.");
    }

    @Test
    void aFailureOfTheLogIsTheServersFault() {
        Listener listener = Listener.eager(world, latest());
        world.log.crash();
        world.settle();
        assertThat(Objects.requireNonNull(listener.failure).error())
                .isEqualTo(StreamError.INTERNAL_FAILURE);
        assertThat(listener.failure).hasMessage("Internal service failure.");
    }

    @Test
    void allStartsAreThoseOfIterators() {
        put("a");
        String first = last(world.get(world.iterator(key, SHARD, IteratorType.TRIM_HORIZON)));
        world.advance(Duration.ofMillis(10));
        put("b");
        assertThat(sent(horizon())).containsExactly("a", "b");
        assertThat(sent(latest())).isEmpty();
        assertThat(sent(query(IteratorType.AT_SEQUENCE_NUMBER, first))).containsExactly("a", "b");
        assertThat(sent(query(IteratorType.AFTER_SEQUENCE_NUMBER, first))).containsExactly("b");
        long now = world.clock.millis();
        assertThat(sent(at(now))).containsExactly("b");
        assertThat(sent(at(now - 11))).containsExactly("a", "b");
        refused(
                StreamError.INVALID_ARGUMENT,
                "Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and"
                        + " StartingSequenceNumber or (2) TRIM_HORIZON or LATEST and no"
                        + " StartingSequenceNumber. Request specified AT_SEQUENCE_NUMBER and no"
                        + " StartingSequenceNumber.",
                () -> sent(query(IteratorType.AT_SEQUENCE_NUMBER, null)));
        refused(
                StreamError.INVALID_ARGUMENT,
                "The timestampInMillis parameter cannot be greater than the"
                        + " currentTimestampInMillis. timestampInMillis: "
                        + (now + 1)
                        + ", currentTimestampInMillis: "
                        + now,
                () -> sent(at(now + 1)));
        refused(
                StreamError.INVALID_ARGUMENT,
                "Invalid StartingSequenceNumber. It encodes shardId-000000000005, while it was used"
                        + " in a call to a shard with shardId-000000000000",
                () -> sent(query(IteratorType.AT_SEQUENCE_NUMBER, "5")));
    }

    private static String last(RecordPage page) {
        return page.records().getLast().sequenceNumber();
    }

    private SubscribeQuery at(long millis) {
        return new SubscribeQuery(
                consumer, new IteratorQuery(key, SHARD, IteratorType.AT_TIMESTAMP, null, millis));
    }

    private List<String> sent(SubscribeQuery query) {
        Listener listener = Listener.eager(world, query);
        listener.cancel();
        return listener.texts();
    }

    @Test
    void whatIsNotThereIsNotFoundAndWhatIsNotReadyIsInUse() {
        refused(
                StreamError.RESOURCE_NOT_FOUND,
                "Could not find shard x in stream s under account 123456789012.",
                () -> sent(query("x", IteratorType.LATEST, null)));
        refused(
                StreamError.RESOURCE_NOT_FOUND,
                "Shard shardId-000000000007 in stream s under account 123456789012 does not exist",
                () -> sent(query("7", IteratorType.LATEST, null)));
        ConsumerName other = new ConsumerName("c", consumer.createdSeconds() + 1);
        IteratorQuery start = latest().start();
        refused(
                StreamError.RESOURCE_NOT_FOUND,
                "Consumer c, account 123456789012 not found.",
                () -> sent(new SubscribeQuery(other, start)));
        IteratorQuery elsewhere =
                new IteratorQuery(World.key("t"), SHARD, IteratorType.LATEST, null, null);
        refused(
                StreamError.RESOURCE_NOT_FOUND,
                "Stream t under account 123456789012 not found.",
                () -> sent(new SubscribeQuery(consumer, elsewhere)));
    }

    @Test
    @Behaviour("K-409")
    void aConsumerThatIsNotActiveYetIsInUse() {
        World slow = World.delayed(1_000);
        StreamKey late = slow.create("s", 1);
        slow.pass(FIVE_SECONDS);
        ConsumerName young = slow.register(late, "c");
        SubscribeQuery query =
                new SubscribeQuery(
                        young, new IteratorQuery(late, SHARD, IteratorType.LATEST, null, null));
        refused(
                StreamError.RESOURCE_IN_USE,
                "Consumer c with creation timestamp "
                        + young.createdSeconds()
                        + " under stream: s , account 123456789012 is not in ACTIVE status.",
                () -> Listener.eager(slow, query));
        assertThat(slow.engine.subscriptions()).isZero();
        slow.pass(FIVE_SECONDS);
        assertThat(Listener.eager(slow, query).events).hasSize(1);
    }

    @Test
    void aRehearsalChecksEverythingAndTakesNothing() {
        world.engine.checkSubscribe(latest());
        assertThat(world.engine.subscriptions()).isZero();
        refused(
                StreamError.RESOURCE_NOT_FOUND,
                "Shard shardId-000000000007 in stream s under account 123456789012 does not exist",
                () -> world.engine.checkSubscribe(query("7", IteratorType.LATEST, null)));
        refused(
                StreamError.INTERNAL_FAILURE,
                "Internal service failure.",
                () -> world.engine.checkSubscribe(query(IteratorType.AT_SEQUENCE_NUMBER, "0")));
    }

    @Test
    void muchUnderWayMakesEventsSmall() {
        EventBudget budget = new EventBudget();
        assertThat(budget.pageBytes()).isEqualTo(1 << 20);
        budget.take(64 << 20);
        assertThat(budget.pageBytes()).isEqualTo(32 << 10);
        budget.giveBack(1);
        assertThat(budget.pageBytes()).isEqualTo(1 << 20);
    }
}
