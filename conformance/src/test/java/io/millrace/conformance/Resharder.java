package io.millrace.conformance;

import java.math.BigInteger;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ScalingType;
import software.amazon.awssdk.services.kinesis.model.Shard;

/// Splits and merges open shards and counts them anew, all at random and keeping their number
/// small, until it is ended.
final class Resharder {
    private static final int MOST_OPEN = 6;

    /// One reshard in so many is an UpdateShardCount.
    private static final int COUNTS = 4;

    private final KinesisClient client;
    private final String stream;
    private final RandomGenerator random;
    private final int mostPauseMillis;
    private final AtomicBoolean ending = new AtomicBoolean();
    private final AtomicInteger reshards = new AtomicInteger();
    private final Thread thread;
    private int failures;

    /// @param mostPauseMillis longest pause between two reshards; 0 for none at all
    Resharder(URI endpoint, String stream, RandomGenerator random, int mostPauseMillis) {
        this.client = Clients.withoutRetries(endpoint);
        this.stream = stream;
        this.random = random;
        this.mostPauseMillis = mostPauseMillis;
        this.thread = Thread.ofVirtual().start(this::run);
    }

    /// Calls refused so far, mostly because the server was down.
    int failures() {
        return failures;
    }

    /// Splits, merges and changes of the count that succeeded.
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
            if (mostPauseMillis > 0) {
                LockSupport.parkNanos(1_000_000L * random.nextInt(mostPauseMillis));
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
        if (random.nextInt(COUNTS) == 0) {
            int least = (open.size() + 1) / 2;
            int most = Math.min(2 * open.size(), MOST_OPEN);
            int count = least + random.nextInt(most - least + 1);
            client.updateShardCount(r ->
                    r.streamName(stream)
                            .targetShardCount(count)
                            .scalingType(ScalingType.UNIFORM_SCALING));
        } else if (open.size() == 1 || (open.size() < MOST_OPEN && random.nextBoolean())) {
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
