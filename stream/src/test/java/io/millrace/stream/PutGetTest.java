package io.millrace.stream;

import static io.millrace.stream.CatalogueTest.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.testkit.Behaviour;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PutGetTest {
    private static final String LAST = "340282366920938463463374607431768211455";

    private final World world = World.immediate();

    private static <T> T join(CompletableFuture<T> future) throws Throwable {
        try {
            return future.join();
        } catch (CompletionException e) {
            throw Objects.requireNonNull(e.getCause());
        }
    }

    @Test
    void recordsComeBackAsTheyWere() {
        StreamKey key = world.create("s", 1);
        PutResult.Stored stored = world.put(key, "schlüssel", "data");
        RecordPage page = world.get(world.iterator(key, "0", IteratorType.TRIM_HORIZON));
        RecordView record = page.records().getFirst();
        assertThat(World.text(record)).isEqualTo("data");
        assertThat(record.partitionKey()).isEqualTo("schlüssel");
        assertThat(record.hasPartitionKey()).isTrue();
        assertThat(
                        new String(
                                record.array(),
                                record.partitionKeyOffset(),
                                record.partitionKeyLength(),
                                StandardCharsets.UTF_8))
                .isEqualTo("schlüssel");
        assertThat(record.sequenceNumber()).isEqualTo(stored.sequenceNumber()).startsWith("49");
        assertThat(record.arrivalMillis()).isEqualTo(world.clock.millis());
        assertThat(record.explicitHashKey()).isNull();
        assertThat(page.millisBehindLatest()).isZero();
        assertThat(page.childShards()).isEmpty();
        assertThat(page.nextIterator()).isNotNull();
        assertThat(page.stream()).isEqualTo(key);
        assertThat(page.shardId()).isEqualTo("shardId-000000000000");
    }

    @Test
    @Behaviour("K-114")
    void theExplicitHashKeyDecidesAndIsKept() {
        StreamKey key = world.create("s", 4);
        for (String hashKey : List.of("0", LAST, "170141183460469231731687303715884105728")) {
            PutEntry entry = new PutEntry(new byte[3], 1, 2, "same", hashKey);
            PutResult.Stored stored = world.engine.putRecord(key, entry, null).join();
            String iterator = world.iterator(key, stored.shardId(), IteratorType.TRIM_HORIZON);
            assertThat(world.get(iterator).records().getFirst().explicitHashKey())
                    .isEqualTo(hashKey);
        }
        assertThat(world.all(key, "0")).hasSize(1);
        assertThat(world.all(key, "1")).isEmpty();
        assertThat(world.all(key, "2")).hasSize(1);
        assertThat(world.all(key, "3")).hasSize(1);
    }

    @Test
    @Behaviour("K-115")
    void anExplicitHashKeyBeyondTheSpaceIsRefused() {
        StreamKey key = world.create("s", 1);
        String beyond = "340282366920938463463374607431768211456";
        refused(
                StreamError.INVALID_ARGUMENT,
                "Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]."
                        + " Specified value was "
                        + beyond,
                () ->
                        join(
                                world.engine.putRecord(
                                        key, new PutEntry(new byte[1], 0, 1, "k", beyond), null)));
    }

    @Test
    @Behaviour("K-208")
    void aPutOfManyKeepsTheOrderWithinEachShard() {
        StreamKey key = world.create("s", 3);
        List<PutEntry> entries =
                IntStream.range(0, 500)
                        .mapToObj(i -> World.entry("key" + i % 40, String.format("%03d", i)))
                        .toList();
        List<PutResult> results = world.engine.putRecords(key, entries).join();
        List<String> read = new ArrayList<>();
        for (int shard = 0; shard < 3; shard++) {
            List<String> texts = world.all(key, Integer.toString(shard));
            assertThat(texts).isSorted();
            read.addAll(texts);
        }
        assertThat(read).hasSize(500).doesNotHaveDuplicates();
        assertThat(results).hasSize(500).allMatch(PutResult.Stored.class::isInstance);
        List<BigInteger> numbers =
                results.stream()
                        .map(PutResult.Stored.class::cast)
                        .filter(stored -> stored.shardId().endsWith("1"))
                        .map(stored -> new BigInteger(stored.sequenceNumber()))
                        .toList();
        assertThat(numbers).isSorted().doesNotHaveDuplicates();
    }

    @Test
    @Behaviour("K-207")
    void emptyDataIsARecord() {
        StreamKey key = world.create("s", 1);
        world.put(key, "k", "");
        assertThat(world.all(key, "0")).containsExactly("");
    }

    @Test
    @Behaviour("K-099")
    void numbersNeverRepeatAcrossRestarts() {
        StreamKey key = world.create("s", 1);
        List<BigInteger> numbers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            numbers.add(new BigInteger(world.put(key, "k", "a" + i).sequenceNumber()));
            numbers.add(new BigInteger(world.put(key, "k", "b" + i).sequenceNumber()));
            world.restart();
        }
        assertThat(numbers).isSorted().doesNotHaveDuplicates();
    }

    @Test
    @Behaviour({"K-200", "K-201"})
    void recordsBeyondTheStreamsLimitAreRefusedWithTheirPlaces() {
        StreamKey key = world.create("s", 1);
        String text =
                "Value at '%s' failed to satisfy constraint: Member must have length less than or"
                        + " equal to 1048576";
        refused(
                StreamError.VALIDATION,
                "1 validation error detected: " + text.formatted("data"),
                () -> join(world.engine.putRecord(key, World.sized("k", (1 << 20) + 1), null)));
        refused(
                StreamError.VALIDATION,
                "2 validation errors detected: "
                        + text.formatted("records.1.member.data")
                        + "; "
                        + text.formatted("records.3.member.data"),
                () ->
                        join(
                                world.engine.putRecords(
                                        key,
                                        List.of(
                                                World.sized("k", 2 << 20),
                                                World.sized("k", 1 << 20),
                                                World.sized("k", 2 << 20)))));
        assertThat(world.all(key, "0")).isEmpty();
    }

    @Test
    @Behaviour("K-202")
    void aPutOfMoreThanTenMebibytesIsRefused() {
        StreamKey key = World.key("s");
        world.engine.createStream(new NewStream(key, 1, null, 10_240));
        int most = 10 << 20;
        assertThat(world.engine.putRecord(key, World.sized("k".repeat(256), most), null).join())
                .isNotNull();
        refused(
                StreamError.INVALID_ARGUMENT,
                "Records size exceeds 10 MB limit",
                () -> join(world.engine.putRecords(key, List.of(World.sized("k", most)))));
        assertThat(world.engine.putRecords(key, List.of(World.sized("k", most - 1))).join())
                .hasSize(1);
    }

    @Test
    @Behaviour("K-206")
    void aMissingPartitionKeyIsRefused() {
        StreamKey key = world.create("s", 1);
        refused(
                StreamError.VALIDATION,
                "1 validation error detected: Value null at 'records.1.member.partitionKey' failed"
                        + " to satisfy constraint: Member must not be null",
                () ->
                        join(
                                world.engine.putRecords(
                                        key,
                                        List.of(new PutEntry(new byte[1], 0, 1, null, null)))));
    }

    @Test
    @Behaviour("K-205")
    void orderingNumbersMustBePossible() {
        StreamKey key = world.create("s", 1);
        String number = world.put(key, "k", "a").sequenceNumber();
        String next = join2(world.engine.putRecord(key, World.entry("k", "b"), number));
        assertThat(new BigInteger(next)).isGreaterThan(new BigInteger(number));
        String future =
                SequenceNumber.format(
                        world.clock.millis() / 1000, 0, 9, world.clock.millis() / 1000 + 1);
        for (String bad : List.of(future, "9".repeat(57))) {
            refused(
                    StreamError.INVALID_ARGUMENT,
                    "ExclusiveMinimumSequenceNumber "
                            + bad
                            + " used in PutRecord on stream s under account 123456789012 is"
                            + " invalid.",
                    () -> join(world.engine.putRecord(key, World.entry("k", "c"), bad)));
        }
    }

    private static String join2(CompletableFuture<PutResult.Stored> future) {
        return future.join().sequenceNumber();
    }

    @Test
    @Behaviour("K-210")
    void aFullLogFailsRecordsButNotReads() {
        StreamKey key = world.create("s", 1);
        world.put(key, "k", "a");
        world.log.full(true);
        List<PutResult> results =
                world.engine.putRecords(key, List.of(World.entry("k", "b"))).join();
        assertThat(results)
                .containsExactly(
                        new PutResult.Failed(
                                StreamError.INTERNAL_FAILURE, "Internal service failure."));
        refused(
                StreamError.INTERNAL_FAILURE,
                "Internal service failure.",
                () -> join(world.engine.putRecord(key, World.entry("k", "b"), null)));
        assertThat(world.all(key, "0")).containsExactly("a");
        world.log.full(false);
        world.put(key, "k", "c");
        assertThat(world.all(key, "0")).containsExactly("a", "c");
    }

    @Test
    @Behaviour("K-186")
    void aClosedLogIsAFailureOfTheServer() {
        StreamKey key = world.create("s", 1);
        String iterator = world.iterator(key, "0", IteratorType.TRIM_HORIZON);
        world.log.close();
        refused(
                StreamError.INTERNAL_FAILURE,
                "Internal service failure.",
                () -> world.get(iterator));
        refused(
                StreamError.INTERNAL_FAILURE,
                "Internal service failure.",
                () -> join(world.engine.putRecord(key, World.entry("k", "b"), null)));
        refused(
                StreamError.INTERNAL_FAILURE,
                "Internal service failure.",
                () -> world.create("t", 1));
    }

    @Test
    void aLostClaimIsTakenAgain() {
        StreamKey key = world.create("s", 1);
        world.put(key, "k", "a");
        world.log.shards().claim(new io.millrace.log.ShardRef(1, 0)).join();
        world.put(key, "k", "b");
        assertThat(world.all(key, "0")).containsExactly("a", "b");
    }

    @Test
    @Behaviour("K-184")
    void pagesEndAtTheLimitAndTellHowFarBehindTheyAre() {
        StreamKey key = world.create("s", 1);
        for (int i = 0; i < 5; i++) {
            world.put(key, "k", "r" + i);
            world.advance(Duration.ofSeconds(1));
        }
        RecordPage page = world.get(world.iterator(key, "0", IteratorType.TRIM_HORIZON), 2);
        assertThat(World.texts(page)).containsExactly("r0", "r1");
        assertThat(page.millisBehindLatest()).isEqualTo(4000);
        RecordPage next = world.get(Objects.requireNonNull(page.nextIterator()), 10_000);
        assertThat(World.texts(next)).containsExactly("r2", "r3", "r4");
        assertThat(next.millisBehindLatest()).isZero();
        RecordPage empty = world.get(Objects.requireNonNull(next.nextIterator()));
        assertThat(empty.records()).isEmpty();
        assertThat(empty.millisBehindLatest()).isZero();
        assertThat(empty.nextIterator()).isNotNull().isNotEqualTo(next.nextIterator());
    }

    @Test
    @Behaviour("K-183")
    void pagesEndAtTenMebibytes() {
        StreamKey key = world.create("s", 1);
        for (int i = 0; i < 12; i++) {
            world.engine.putRecord(key, World.sized("k", 1 << 20), null).join();
        }
        RecordPage page = world.get(world.iterator(key, "0", IteratorType.TRIM_HORIZON));
        assertThat(page.records()).hasSize(9);
        assertThat(world.get(Objects.requireNonNull(page.nextIterator())).records()).hasSize(3);
    }

    @Test
    void countersCountWhatHappened() {
        StreamKey key = world.create("s", 1);
        world.put(key, "kk", "abc");
        world.all(key, "0");
        assertThat(world.engine.stats().shards())
                .containsExactly(new ShardStats(key, "shardId-000000000000", 1, 5, 1, 5, 0, 0, 0));
        assertThat(world.engine.stats().streams()).isEqualTo(1);
        world.engine.deleteStream(key, false);
        assertThat(world.engine.stats().shards()).isEmpty();
    }

    @Test
    void putsToNobodysStreamAreRefused() {
        assertThatThrownBy(() ->
                        join(world.engine.putRecord(World.key("x"), World.entry("k", "v"), null)))
                .hasMessage("Stream x under account 123456789012 not found.");
    }
}
