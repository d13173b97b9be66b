package io.millrace.conformance;

import java.math.BigInteger;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.Shard;

/// Splits and merges open shards at random, keeping their number small, until it is ended.
final class Resharder {
    private static final int MOST_OPEN = 6;

    private final KinesisClient client;
    private final String stream;
    private final RandomGenerator random;
    private final AtomicBoolean ending = new AtomicBoolean();
    private final AtomicInteger reshards = new AtomicInteger();
    private final Thread thread;
    private int failures;

    Resharder(URI endpoint, String stream, RandomGenerator random) {
        this.client = Clients.withoutRetries(endpoint);
        this.stream = stream;
        this.random = random;
        this.thread = Thread.ofVirtual().start(this::run);
    }

    /// Calls refused so far, mostly because the server was down.
    int failures() {
        return failures;
    }

    /// Splits and merges that succeeded.
    int reshards() {
        return reshards.get();
    }

    private void run() {
        while (!ending.get()) {
            try {
                reshard();
                reshards.incrementAndGet();
            } catch (RuntimeException serverDownOrBusy) {
                failures++;
            }
        }
    }

    private void reshard() {
        List<Shard> open =
                LineageReader.shards(client, stream).stream()
                        .filter(s -> s.sequenceNumberRange().endingSequenceNumber() == null)
                        .sorted(
                                Comparator.comparing(
                                        s -> new BigInteger(s.hashKeyRange().startingHashKey())))
                        .toList();
        if (open.size() == 1 || (open.size() < MOST_OPEN && random.nextBoolean())) {
            Shard shard = open.get(random.nextInt(open.size()));
            BigInteger start = new BigInteger(shard.hashKeyRange().startingHashKey());
            BigInteger end = new BigInteger(shard.hashKeyRange().endingHashKey());
            String middle = start.add(end).shiftRight(1).toString();
            client.splitShard(r ->
                    r.streamName(stream).shardToSplit(shard.shardId()).newStartingHashKey(middle));
        } else {
            int lower = random.nextInt(open.size() - 1);
            client.mergeShards(r ->
                    r.streamName(stream)
                            .shardToMerge(open.get(lower).shardId())
                            .adjacentShardToMerge(open.get(lower + 1).shardId()));
        }
    }

    void end() throws InterruptedException {
        ending.set(true);
        thread.join();
        client.close();
    }
}
