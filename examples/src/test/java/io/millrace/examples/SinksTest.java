package io.millrace.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.kinesis.retrieval.KinesisClientRecord;

/// Sinks under what KCL and crashes do to them: records delivered again in other batches, sinks
/// that vanish at any call, and two of one shard at once.
@Timeout(60)
final class SinksTest {
    private static final String SHARD = "shardId-000000000000";
    private static final int LINES = 3_000;
    private static final int MOST_DELIVERED = 300;

    /// So few that a batch has more rows than a transaction has room for.
    private static final int PER_MINUTE = 8;

    @TempDir private Path directory;

    /// A worker with its sink, and how much of the shard was delivered to it.
    private static final class Delivery {
        private final Supplier<Sink> sinks;
        private Sink sink;
        private int next;

        Delivery(Supplier<Sink> sinks) {
            this.sinks = sinks;
            this.sink = sinks.get();
        }

        /// Dies, and starts again behind the checkpoint.
        void crash(int checkpoint) {
            sink = sinks.get();
            next = checkpoint;
        }
    }

    /// What a crash looks like to a sink.
    private static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    @Test
    void linesAreCountedExactlyWhateverIsDeliveredAgain() {
        Random random = random();
        AccessLog log = new AccessLog(random, PER_MINUTE);
        List<KinesisClientRecord> shard = records(log.add(LINES));
        try (Server server = new Server(directory.resolve("data"));
                DynamoDbClient tables = server.tables()) {
            CountTable table = new CountTable(tables, "clicks");
            table.create();
            deliver(shard, () -> new CountingSink(table, SHARD), random);
            assertThat(
                            table.rows().stream()
                                    .map(row ->
                                            String.join(
                                                    " ",
                                                    row.minute(),
                                                    row.section(),
                                                    Long.toString(row.hits()),
                                                    Long.toString(row.errors())))
                                    .sorted()
                                    .toList())
                    .containsExactlyElementsOf(log.counts());
        }
    }

    @Test
    void linesAreArchivedInADirectoryExactlyWhateverIsDeliveredAgain() throws IOException {
        Path archive = directory.resolve("archive");
        AccessLog log = archive(new Directory(archive));
        assertThat(Archived.lines(archive)).containsExactlyElementsOf(sorted(log));
    }

    @Test
    void linesAreArchivedInABucketExactlyWhateverIsDeliveredAgain() throws IOException {
        try (ObjectServer server = new ObjectServer(directory);
                S3Client objects = server.client()) {
            objects.createBucket(r -> r.bucket("logs"));
            AccessLog log = archive(new Bucket(objects, "logs", "2026/"));
            assertThat(Archived.lines(objects, "logs", "2026/"))
                    .containsExactlyElementsOf(sorted(log));
        }
    }

    /// @return what was put
    private AccessLog archive(ObjectStore store) {
        Random random = random();
        AccessLog log = new AccessLog(random, PER_MINUTE);
        List<KinesisClientRecord> shard = records(log.add(LINES));
        try (Server server = new Server(directory.resolve("data"));
                DynamoDbClient tables = server.tables()) {
            RangeTable table = new RangeTable(tables, "archive");
            table.create();
            ObjectStore faulty = crashing(store, random);
            deliver(shard, () -> new ArchivingSink(table, faulty, SHARD), random);
            assertThat(table.records()).isEqualTo(LINES);
        }
        return log;
    }

    private static List<String> sorted(AccessLog log) {
        return log.lines().stream().sorted().toList();
    }

    /// Delivers a shard to two workers at once, each of which believes that it has the shard, until
    /// both have all of it.
    private static void deliver(
            List<KinesisClientRecord> shard, Supplier<Sink> sinks, Random random) {
        List<Delivery> workers = List.of(new Delivery(sinks), new Delivery(sinks));
        int checkpoint = 0;
        int crashes = 0;
        while (workers.stream().anyMatch(worker -> worker.next < shard.size())) {
            Delivery worker = workers.get(random.nextInt(2));
            int end = Math.min(shard.size(), worker.next + random.nextInt(MOST_DELIVERED));
            try {
                List<KinesisClientRecord> batch = shard.subList(worker.next, end);
                int kept = worker.sink.take(batch).map(shard::indexOf).orElse(-1);
                worker.next = end;
                if (end == shard.size() || random.nextInt(4) == 0) {
                    kept = worker.sink.finish().map(shard::indexOf).orElse(kept);
                }
                checkpoint = random.nextBoolean() ? Math.max(checkpoint, kept + 1) : checkpoint;
                if (crashes < LINES / 50 && random.nextInt(5) == 0) {
                    throw new Crash();
                }
            } catch (Crash _) {
                crashes++;
                worker.crash(checkpoint);
            }
        }
    }

    /// A store whose caller dies now and then, before or behind a write.
    private static ObjectStore crashing(ObjectStore store, Random random) {
        return (name, content) -> {
            if (random.nextInt(6) == 0) {
                throw new Crash();
            }
            store.write(name, content);
            if (random.nextInt(6) == 0) {
                throw new Crash();
            }
        };
    }

    private static List<KinesisClientRecord> records(List<String> lines) {
        List<KinesisClientRecord> records = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            records.add(
                    KinesisClientRecord.builder()
                            .sequenceNumber("4968" + "%052d".formatted(i))
                            .partitionKey("key")
                            .data(ByteBuffer.wrap(lines.get(i).getBytes(StandardCharsets.UTF_8)))
                            .build());
        }
        return records;
    }

    private static Random random() {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("seed " + seed);
        return new Random(seed);
    }
}
