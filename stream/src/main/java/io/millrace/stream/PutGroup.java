package io.millrace.stream;

import io.millrace.log.Append;
import io.millrace.log.AppendResult;
import io.millrace.log.Batch;
import io.millrace.log.Claim;
import io.millrace.log.ShardRef;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

/// The records of one call that go to one shard in one attempt, in the order given.
final class PutGroup {
    /// Most an entry adds to key and value: three lengths and the attributes.
    private static final int OVERHEAD_BYTES = 40;

    private final ShardRow shard;
    private final ShardRef log;
    private final CompletableFuture<Claim> claim;
    private int[] records = new int[8];
    private int count;
    private long bytes;

    PutGroup(ShardRow shard, ShardRef log, CompletableFuture<Claim> claim) {
        this.shard = shard;
        this.log = log;
        this.claim = claim;
    }

    void add(int record, int size) {
        if (count == records.length) {
            records = Arrays.copyOf(records, count * 2);
        }
        records[count++] = record;
        bytes += size;
    }

    ShardRow shard() {
        return shard;
    }

    ShardRef log() {
        return log;
    }

    CompletableFuture<Claim> claim() {
        return claim;
    }

    int count() {
        return count;
    }

    int record(int i) {
        return records[i];
    }

    /// Its records, in order.
    int[] all() {
        return Arrays.copyOf(records, count);
    }

    Append encode(PutRecordSet set) {
        Batch.Builder batch =
                Batch.builder(
                        (int) Math.min(Batch.MAX_BYTES, bytes + (long) count * OVERHEAD_BYTES));
        for (int i = 0; i < count; i++) {
            set.addTo(batch, records[i]);
        }
        return new Append(claim.join().writer(), batch.build());
    }

    /// Result of one of the stored records.
    PutResult.Stored stored(int i, String shardId, AppendResult result, boolean encrypted) {
        return new PutResult.Stored(
                shardId,
                shard.creationSeconds(),
                shard.number(),
                SequenceNumber.index(result.epoch(), result.firstPosition() + i),
                result.timeMillis(),
                encrypted);
    }
}
