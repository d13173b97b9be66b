package io.millrace.cli.tail;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ChildShard;
import software.amazon.awssdk.services.kinesis.model.GetRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorResponse;
import software.amazon.awssdk.services.kinesis.model.ListShardsRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.SequenceNumberRange;
import software.amazon.awssdk.services.kinesis.model.Shard;

/// Shards that answer with pages a test has laid out; the last page of an open shard repeats,
/// empty.
final class ScriptedShards implements KinesisClient {
    private final Map<String, Shard> shards = new LinkedHashMap<>();
    private final Map<String, Queue<Supplier<GetRecordsResponse>>> pages = new LinkedHashMap<>();
    private final List<String> iterators = new ArrayList<>();

    ScriptedShards shard(String id, boolean closed, String... parents) {
        SequenceNumberRange.Builder range =
                SequenceNumberRange.builder().startingSequenceNumber("1");
        if (closed) {
            range.endingSequenceNumber("9");
        }
        Shard.Builder shard = Shard.builder().shardId(id).sequenceNumberRange(range.build());
        if (parents.length > 0) {
            shard.parentShardId(parents[0]);
        }
        if (parents.length > 1) {
            shard.adjacentParentShardId(parents[1]);
        }
        shards.put(id, shard.build());
        pages.put(id, new ArrayDeque<>());
        return this;
    }

    ScriptedShards page(String shard, String... records) {
        return answer(shard, () -> page(shard, true, records).build());
    }

    ScriptedShards lastPage(String shard, List<ChildShard> children, String... records) {
        return answer(shard, () -> page(shard, false, records).childShards(children).build());
    }

    ScriptedShards failure(String shard, RuntimeException failure) {
        return answer(
                shard,
                () -> {
                    throw failure;
                });
    }

    private ScriptedShards answer(String shard, Supplier<GetRecordsResponse> answer) {
        pages.computeIfAbsent(shard, _ -> new ArrayDeque<>()).add(answer);
        return this;
    }

    static ChildShard child(String id, String... parents) {
        return ChildShard.builder().shardId(id).parentShards(parents).build();
    }

    private static GetRecordsResponse.Builder page(String shard, boolean more, String... records) {
        List<Record> list = new ArrayList<>();
        for (String record : records) {
            list.add(
                    Record.builder()
                            .data(SdkBytes.fromUtf8String(record))
                            .partitionKey("k")
                            .sequenceNumber("seq-" + record)
                            .build());
        }
        return GetRecordsResponse.builder()
                .records(list)
                .millisBehindLatest(0L)
                .nextShardIterator(more ? shard : null);
    }

    @Override
    public synchronized ListShardsResponse listShards(ListShardsRequest request) {
        return ListShardsResponse.builder().shards(shards.values()).build();
    }

    @Override
    public synchronized GetShardIteratorResponse getShardIterator(GetShardIteratorRequest request) {
        String number = request.startingSequenceNumber();
        iterators.add(
                request.shardId()
                        + " "
                        + request.shardIteratorTypeAsString()
                        + (number == null ? "" : " " + number));
        return GetShardIteratorResponse.builder().shardIterator(request.shardId()).build();
    }

    @Override
    public synchronized GetRecordsResponse getRecords(GetRecordsRequest request) {
        String shard = request.shardIterator();
        Supplier<GetRecordsResponse> next = pages.getOrDefault(shard, new ArrayDeque<>()).poll();
        return next == null ? page(shard, true).build() : next.get();
    }

    /// Every iterator asked for: shard, type, and sequence number if there was one.
    synchronized List<String> iterators() {
        return List.copyOf(iterators);
    }

    @Override
    public String serviceName() {
        return "kinesis";
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
