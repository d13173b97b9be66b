package io.millrace.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads a whole stream as a consumer does, parents before children, and checks what must hold of
/// any stream.
final class Lineages {
    private Lineages() {}

    /// Values of each partition key, in the order a consumer meets them.
    static Map<String, List<String>> read(World world, StreamKey key) {
        Map<String, List<String>> byKey = new HashMap<>();
        Map<String, BigInteger> ends = new HashMap<>();
        for (ShardView shard : world.shards(key)) {
            BigInteger start = new BigInteger(shard.startingSequenceNumber());
            for (String parent : parents(shard)) {
                assertThat(start).isGreaterThan(ends.get(parent));
            }
            BigInteger last = start;
            for (RecordView record : records(world, key, shard.shardId())) {
                BigInteger number = new BigInteger(record.sequenceNumber());
                assertThat(number).isGreaterThan(last);
                last = number;
                byKey.computeIfAbsent(String.valueOf(record.partitionKey()), _ -> new ArrayList<>())
                        .add(World.text(record));
            }
            if (shard.endingSequenceNumber() != null) {
                BigInteger end = new BigInteger(shard.endingSequenceNumber());
                assertThat(end).isGreaterThan(last);
                ends.put(shard.shardId(), end);
            }
        }
        return byKey;
    }

    private static List<String> parents(ShardView shard) {
        List<String> parents = new ArrayList<>();
        if (shard.parentShardId() != null) {
            parents.add(shard.parentShardId());
        }
        if (shard.adjacentParentShardId() != null) {
            parents.add(shard.adjacentParentShardId());
        }
        return parents;
    }

    private static List<RecordView> records(World world, StreamKey key, String shard) {
        List<RecordView> records = new ArrayList<>();
        RecordPage page = world.get(world.iterator(key, shard, IteratorType.TRIM_HORIZON), 97);
        records.addAll(page.records());
        while (page.nextIterator() != null && !page.records().isEmpty()) {
            page = world.get(page.nextIterator(), 97);
            records.addAll(page.records());
        }
        return records;
    }

    /// The open shards tile the key space.
    static void requireTiling(World world, StreamKey key) {
        BigInteger next = BigInteger.ZERO;
        for (ShardView shard : world.open(key)) {
            assertThat(shard.startingHashKey()).isEqualTo(next.toString());
            next = new BigInteger(shard.endingHashKey()).add(BigInteger.ONE);
        }
        assertThat(next).isEqualTo(BigInteger.ONE.shiftLeft(128));
    }
}
