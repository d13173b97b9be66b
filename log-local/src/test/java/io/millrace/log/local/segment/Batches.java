package io.millrace.log.local.segment;

import io.millrace.log.Batch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// Makes batches as a sequencer would hand them to a segment: sorted, with gaps and equal times.
final class Batches {
    private Batches() {}

    static List<StoredBatch> random(
            RandomGenerator random, long stream, int shards, int perShard, int valueBytes) {
        List<StoredBatch> batches = new ArrayList<>();
        int shard = 0;
        for (int s = 0; s < shards; s++) {
            shard += 1 + random.nextInt(3);
            long position = 1L + random.nextInt(1000);
            long time = 1_700_000_000_000L + random.nextInt(1000);
            for (int b = 0; b < perShard; b++) {
                Batch batch = batch(random, 1 + random.nextInt(4), valueBytes);
                batches.add(new StoredBatch(stream, shard, position, time, 1 + b / 10, batch));
                position += batch.count() + (random.nextInt(5) == 0 ? random.nextInt(100) : 0);
                time += random.nextInt(3);
            }
        }
        return batches;
    }

    static Batch batch(RandomGenerator random, int entries, int valueBytes) {
        Batch.Builder builder = Batch.builder(entries * (valueBytes + 16));
        for (int i = 0; i < entries; i++) {
            byte[] value = new byte[valueBytes];
            for (int b = 0; b < valueBytes; b++) {
                value[b] = (byte) ('A' + random.nextInt(26));
            }
            builder.add(new byte[] {(byte) i}, new byte[3], value);
        }
        return builder.build();
    }

    static Batch noise(RandomGenerator random, int bytes) {
        byte[] value = new byte[bytes];
        random.nextBytes(value);
        return Batch.builder(bytes + 16).add(null, new byte[0], value).build();
    }

    /// What can be compared: two batches are never equal as objects.
    static List<String> described(List<StoredBatch> batches) {
        return batches.stream().map(Batches::described).toList();
    }

    private static String described(StoredBatch stored) {
        StringBuilder text = new StringBuilder(stored.stream() + "/" + stored.shard());
        stored.batch()
                .forEach(
                        stored.firstPosition(),
                        stored.timeMillis(),
                        stored.epoch(),
                        entry ->
                                text.append(' ')
                                        .append(entry.position())
                                        .append('@')
                                        .append(entry.timeMillis())
                                        .append('#')
                                        .append(entry.epoch())
                                        .append('=')
                                        .append(
                                                Arrays.hashCode(
                                                        Arrays.copyOfRange(
                                                                entry.array(),
                                                                entry.valueOffset(),
                                                                entry.valueOffset()
                                                                        + entry.valueLength()))));
        return text.toString();
    }
}
