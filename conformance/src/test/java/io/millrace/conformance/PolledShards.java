package io.millrace.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ChildShard;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/// Reads shards with GetRecords.
final class PolledShards implements LineageFollower.ShardReading {
    private static final long PAUSE_NANOS = 50_000_000;

    private final KinesisClient client;
    private final String stream;
    private final ReceivedNumbers received;
    private volatile boolean ending;

    PolledShards(KinesisClient client, String stream, ReceivedNumbers received) {
        this.client = client;
        this.stream = stream;
        this.received = received;
    }

    @Override
    public List<ChildShard> read(String shard) {
        String iterator =
                client.getShardIterator(r ->
                                r.streamName(stream)
                                        .shardId(shard)
                                        .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                        .shardIterator();
        while (!ending) {
            String at = iterator;
            GetRecordsResponse page = client.getRecords(r -> r.shardIterator(at));
            page.records().forEach(received::add);
            iterator = page.nextShardIterator();
            assertThat(iterator == null).isEqualTo(!page.childShards().isEmpty());
            if (iterator == null) {
                return page.childShards();
            }
            if (page.records().isEmpty()) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
        return List.of();
    }

    /// Lets no shard be read any further.
    void end() {
        ending = true;
    }
}
