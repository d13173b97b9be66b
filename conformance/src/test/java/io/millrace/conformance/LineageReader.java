package io.millrace.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/// Reads a stream from its beginning, parents before children, and checks what {@link
/// NumberedWriters} wrote.
final class LineageReader {
    private static final BigInteger HASH_KEYS = BigInteger.ONE.shiftLeft(128);

    private LineageReader() {}

    /// Every acknowledged number exactly once, numbers of a key rising, open shards tile the key
    /// space.
    static void check(URI endpoint, String stream, Map<String, Set<Long>> acknowledged) {
        try (KinesisClient client = Clients.withoutRetries(endpoint)) {
            List<Shard> shards = shards(client, stream);
            checkTiling(shards);
            Map<String, List<Long>> read = new HashMap<>();
            for (Shard shard : shards) {
                for (Record record : records(client, stream, shard)) {
                    read.computeIfAbsent(record.partitionKey(), _ -> new ArrayList<>())
                            .add(NumberedWriters.number(record));
                }
            }
            checkKeys(acknowledged, read);
        }
    }

    /// The same of numbers that were read in the order of the lineage.
    static void checkKeys(Map<String, Set<Long>> acknowledged, Map<String, List<Long>> read) {
        acknowledged.forEach(
                (key, numbers) -> checkKey(key, numbers, read.getOrDefault(key, List.of())));
    }

    private static void checkKey(String key, Set<Long> acknowledged, List<Long> read) {
        long last = 0;
        for (long number : read) {
            assertThat(number).as("order of key %s", key).isGreaterThan(last);
            last = number;
        }
        Set<Long> lost = new TreeSet<>(acknowledged);
        lost.removeAll(new HashSet<>(read));
        assertThat(lost).as("acknowledged records of key %s that are not there", key).isEmpty();
    }

    static void checkTiling(List<Shard> shards) {
        List<Shard> open =
                shards.stream()
                        .filter(s -> s.sequenceNumberRange().endingSequenceNumber() == null)
                        .sorted(
                                Comparator.comparing(
                                        s -> new BigInteger(s.hashKeyRange().startingHashKey())))
                        .toList();
        BigInteger next = BigInteger.ZERO;
        for (Shard shard : open) {
            assertThat(new BigInteger(shard.hashKeyRange().startingHashKey())).isEqualTo(next);
            next = new BigInteger(shard.hashKeyRange().endingHashKey()).add(BigInteger.ONE);
        }
        assertThat(next).isEqualTo(HASH_KEYS);
    }

    static List<Shard> shards(KinesisClient client, String stream) {
        List<Shard> shards = new ArrayList<>();
        String token = null;
        do {
            String next = token;
            var page =
                    client.listShards(r -> {
                        if (next == null) {
                            r.streamName(stream);
                        } else {
                            r.nextToken(next);
                        }
                    });
            shards.addAll(page.shards());
            token = page.nextToken();
        } while (token != null);
        return shards;
    }

    /// All records of a shard; to its end if it is closed, else to the tip.
    private static List<Record> records(KinesisClient client, String stream, Shard shard) {
        boolean closed = shard.sequenceNumberRange().endingSequenceNumber() != null;
        List<Record> records = new ArrayList<>();
        String iterator =
                client.getShardIterator(r ->
                                r.streamName(stream)
                                        .shardId(shard.shardId())
                                        .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                        .shardIterator();
        while (iterator != null) {
            String at = iterator;
            GetRecordsResponse page = client.getRecords(r -> r.shardIterator(at));
            records.addAll(page.records());
            boolean tip = !closed && page.records().isEmpty() && page.millisBehindLatest() == 0;
            iterator = tip ? null : page.nextShardIterator();
        }
        return records;
    }
}
