package io.millrace.stream;

import static io.millrace.stream.CatalogueTest.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class IteratorTest {
    private final World world = World.immediate();
    private final StreamKey key = world.create("s", 2);

    /// A partition key of the first shard.
    private static final String KEY = "a";

    private List<String> read(IteratorType type, String number) {
        return World.texts(world.get(world.iterator(key, "0", type, number)));
    }

    private List<PutResult.Stored> putSome(int count) {
        List<PutResult.Stored> stored = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            stored.add(world.put(key, KEY, "r" + i));
        }
        return stored;
    }

    @Test
    void theKeyOfTheseTestsBelongsToTheFirstShard() {
        assertThat(world.put(key, KEY, "r").shardId()).isEqualTo("shardId-000000000000");
    }

    @Test
    void latestMeansBehindTheNewestRecordAtTheTimeOfTheCall() {
        putSome(2);
        String iterator = world.iterator(key, "0", IteratorType.LATEST);
        world.put(key, KEY, "later");
        assertThat(World.texts(world.get(iterator))).containsExactly("later");
    }

    @Test
    void numbersAreFoundAtAndAfter() {
        List<PutResult.Stored> stored = putSome(3);
        String second = stored.get(1).sequenceNumber();
        assertThat(read(IteratorType.AT_SEQUENCE_NUMBER, second)).containsExactly("r1", "r2");
        assertThat(read(IteratorType.AFTER_SEQUENCE_NUMBER, second)).containsExactly("r2");
        String last = stored.getLast().sequenceNumber();
        assertThat(read(IteratorType.AFTER_SEQUENCE_NUMBER, last)).isEmpty();
        String start = world.shards(key).getFirst().startingSequenceNumber();
        assertThat(read(IteratorType.AT_SEQUENCE_NUMBER, start)).hasSize(3);
        assertThat(read(IteratorType.AFTER_SEQUENCE_NUMBER, start)).hasSize(3);
    }

    @Test
    void numbersAreResolvedByOrderAndNotByExistence() {
        putSome(2);
        world.restart();
        putSome(2);
        long created = Objects.requireNonNull(SequenceNumber.parse(first())).creationSeconds();
        long now = world.clock.millis() / 1000;
        // Epoch 1 wrote positions 1 and 2, epoch 2 the next ones: this lies between.
        String between = SequenceNumber.format(created, 0, SequenceNumber.index(1, 700), now);
        assertThat(read(IteratorType.AT_SEQUENCE_NUMBER, between)).containsExactly("r0", "r1");
        String before = SequenceNumber.format(created, 0, SequenceNumber.index(0, 700), now);
        assertThat(read(IteratorType.AT_SEQUENCE_NUMBER, before)).hasSize(4);
        String beyond = SequenceNumber.format(created, 0, SequenceNumber.index(2, 700), now);
        assertThat(read(IteratorType.AT_SEQUENCE_NUMBER, beyond)).isEmpty();
        String sooner = SequenceNumber.format(created, 0, SequenceNumber.index(1, 2), now - 1);
        assertThat(read(IteratorType.AFTER_SEQUENCE_NUMBER, sooner)).hasSize(3);
        String later = SequenceNumber.format(created, 0, SequenceNumber.index(1, 2), now + 1);
        assertThat(read(IteratorType.AT_SEQUENCE_NUMBER, later)).hasSize(2);
    }

    private String first() {
        return world.get(world.iterator(key, "0", IteratorType.TRIM_HORIZON))
                .records()
                .getFirst()
                .sequenceNumber();
    }

    @Test
    void manyOwnersAreSearchedThrough() {
        for (int epoch = 1; epoch <= 6; epoch++) {
            putSome(epoch);
            world.restart();
        }
        long created = Objects.requireNonNull(SequenceNumber.parse(first())).creationSeconds();
        for (int epoch = 1; epoch <= 6; epoch++) {
            String end =
                    SequenceNumber.format(
                            created,
                            0,
                            SequenceNumber.index(epoch, SequenceNumber.MAX_POSITION),
                            0);
            int left = 21 - epoch * (epoch + 1) / 2;
            assertThat(read(IteratorType.AT_SEQUENCE_NUMBER, end)).hasSize(left);
        }
    }

    @Test
    void timestampsAreFoundAtOrAfter() {
        long start = world.clock.millis();
        for (int i = 0; i < 4; i++) {
            world.put(key, KEY, "r" + i);
            world.advance(Duration.ofMillis(10));
        }
        assertThat(at(start)).hasSize(4);
        assertThat(at(start - 100_000)).hasSize(4);
        assertThat(at(start + 11)).containsExactly("r2", "r3");
        assertThat(at(start + 20)).containsExactly("r2", "r3");
        assertThat(at(start + 40)).isEmpty();
    }

    private List<String> at(long millis) {
        return World.texts(
                world.get(
                        world.engine.shardIterator(
                                new IteratorQuery(
                                        key, "0", IteratorType.AT_TIMESTAMP, null, millis))));
    }

    @Test
    void membersMustFitTheType() {
        String both =
                "Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and"
                        + " StartingSequenceNumber or (2) TRIM_HORIZON or LATEST and no"
                        + " StartingSequenceNumber. Request specified ";
        refused(
                StreamError.INVALID_ARGUMENT,
                both + "AFTER_SEQUENCE_NUMBER and no StartingSequenceNumber.",
                () -> world.iterator(key, "0", IteratorType.AFTER_SEQUENCE_NUMBER));
        refused(
                StreamError.INVALID_ARGUMENT,
                both + "LATEST and also a StartingSequenceNumber.",
                () -> world.iterator(key, "0", IteratorType.LATEST, "5"));
        refused(
                StreamError.INVALID_ARGUMENT,
                "Must specify timestampInMillis parameter for iterator of type AT_TIMESTAMP."
                        + " Current request has no timestamp parameter.",
                () -> world.iterator(key, "0", IteratorType.AT_TIMESTAMP));
        long now = world.clock.millis();
        refused(
                StreamError.INVALID_ARGUMENT,
                "The timestampInMillis parameter cannot be greater than the"
                        + " currentTimestampInMillis. timestampInMillis: "
                        + (now + 1)
                        + ", currentTimestampInMillis: "
                        + now,
                () -> at(now + 1));
    }

    @Test
    void numbersMustBelongToTheShard() {
        String other = world.shards(key).getLast().startingSequenceNumber();
        refused(
                StreamError.INVALID_ARGUMENT,
                "Invalid StartingSequenceNumber. It encodes shardId-000000000001, while it was used"
                        + " in a call to a shard with shardId-000000000000",
                () -> read(IteratorType.AT_SEQUENCE_NUMBER, other));
        refused(
                StreamError.INVALID_ARGUMENT,
                "Invalid StartingSequenceNumber. It encodes shardId-000000000005, while it was used"
                        + " in a call to a shard with shardId-000000000000",
                () -> read(IteratorType.AT_SEQUENCE_NUMBER, "5"));
        String invalid = "9".repeat(57);
        String text =
                " used in GetShardIterator on shard shardId-000000000000 in stream s under account"
                        + " 123456789012 is invalid";
        refused(
                StreamError.INVALID_ARGUMENT,
                "StartingSequenceNumber " + invalid + text + ".",
                () -> read(IteratorType.AT_SEQUENCE_NUMBER, invalid));
        String foreign = SequenceNumber.format(1_700_000_000L, 0, 0, 1_700_000_000L);
        refused(
                StreamError.INVALID_ARGUMENT,
                "StartingSequenceNumber "
                        + foreign
                        + text
                        + " because it did not come from this stream.",
                () -> read(IteratorType.AT_SEQUENCE_NUMBER, foreign));
        refused(
                StreamError.INTERNAL_FAILURE,
                "Internal service failure.",
                () -> read(IteratorType.AT_SEQUENCE_NUMBER, "0"));
    }

    @Test
    void unknownShardsAndStreamsAreToldApartAsAwsDoes() {
        refused(
                StreamError.RESOURCE_NOT_FOUND,
                "Could not find shard x in stream s under account 123456789012.",
                () -> world.iterator(key, "x", IteratorType.LATEST));
        refused(
                StreamError.RESOURCE_NOT_FOUND,
                "Shard shardId-000000000009 in stream s under account 123456789012 does not exist",
                () -> world.iterator(key, "9", IteratorType.LATEST));
        refused(
                StreamError.RESOURCE_NOT_FOUND,
                "Shard shardId-000000000000 in stream t under account 123456789012 does not exist",
                () -> world.iterator(World.key("t"), "shard-0", IteratorType.LATEST));
    }

    @Test
    void iteratorsLookLikeThoseOfAws() {
        String iterator = world.iterator(key, "0", IteratorType.LATEST);
        byte[] bytes = Base64.getDecoder().decode(iterator);
        assertThat(iterator).matches("A{10}[E-H].*").hasSizeLessThanOrEqualTo(512);
        assertThat(bytes.length).isBetween(152, 280);
        assertThat((bytes.length - 8) % 16).isZero();
        StreamKey longest = world.create("n".repeat(128), 1);
        assertThat(world.iterator(longest, "0", IteratorType.LATEST)).hasSizeLessThanOrEqualTo(512);
        assertThat(world.get(world.iterator(longest, "0", IteratorType.LATEST)).stream())
                .isEqualTo(longest);
    }

    @Test
    void iteratorsAreBorneInDoubleQuotes() {
        putSome(1);
        String iterator = world.iterator(key, "0", IteratorType.TRIM_HORIZON);
        assertThat(World.texts(world.get('"' + iterator + '"'))).containsExactly("r0");
    }

    @Test
    void iteratorsCannotBeForgedOrUsedElsewhere() {
        String iterator = world.iterator(key, "0", IteratorType.LATEST);
        byte[] bytes = Base64.getDecoder().decode(iterator);
        List<String> bad = new ArrayList<>(List.of("", "\"", "AAAA", "x y", iterator + "A"));
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 0x10;
            bad.add(Base64.getEncoder().encodeToString(changed));
        }
        for (String forged : bad) {
            refused(
                    StreamError.INVALID_ARGUMENT,
                    "Invalid ShardIterator.",
                    () -> world.get(forged));
        }
        refused(
                StreamError.INVALID_ARGUMENT,
                "Invalid ShardIterator.",
                () -> world.engine.getRecords("999999999999", World.REGION, iterator, 1));
        refused(
                StreamError.INVALID_ARGUMENT,
                "Invalid ShardIterator.",
                () -> world.engine.getRecords(World.ACCOUNT, "us-east-1", iterator, 1));
    }

    @Test
    void iteratorsExpireAfterFiveMinutes() {
        world.clock.set(Instant.parse("2015-01-22T01:22:02Z"));
        String iterator = world.iterator(key, "0", IteratorType.LATEST);
        world.advance(Duration.ofMinutes(5));
        assertThat(world.get(iterator).nextIterator()).isNotNull();
        world.advance(Duration.ofSeconds(1));
        refused(
                StreamError.EXPIRED_ITERATOR,
                "Iterator expired. The iterator was created at time Thu Jan 22 01:22:02 UTC 2015"
                        + " while right now it is Thu Jan 22 01:27:03 UTC 2015 which is further in"
                        + " the future than the tolerated delay of 300000 milliseconds.",
                () -> world.get(iterator));
    }

    /// A world of the same secret and streams, but without the records: they were lost, and an
    /// operator went on without them. What takes their place must not be passed over.
    @Test
    void anIteratorIntoRecordsThatAreLostHasExpired() {
        putSome(3);
        String held = world.iterator(key, "0", IteratorType.LATEST);
        World without = World.immediate();
        without.create("s", 2);
        without.put(key, KEY, "instead");
        assertThatThrownBy(() -> without.get(held))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        e -> assertThat(e.error()).isEqualTo(StreamError.EXPIRED_ITERATOR));
    }

    @Test
    void iteratorsOutliveARestart() {
        putSome(1);
        String iterator = world.iterator(key, "0", IteratorType.TRIM_HORIZON);
        world.restart();
        assertThat(World.texts(world.get(iterator))).containsExactly("r0");
    }
}
