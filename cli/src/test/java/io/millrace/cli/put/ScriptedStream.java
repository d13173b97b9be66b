package io.millrace.cli.put;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;

/// A stream that does what a test says: breaks a call, or refuses some of its records.
final class ScriptedStream implements KinesisClient {
    private final List<PutRecordsRequestEntry> stored = new ArrayList<>();
    private final List<Integer> requestSizes = new ArrayList<>();
    private Consumer<Integer> beforeCall = _ -> {};
    private Refusal refuses = (_, _) -> false;
    private int calls;

    /// Which records are refused.
    interface Refusal {
        /// Whether a record is refused.
        ///
        /// @param call number of the call, from 0
        /// @param index of the record in its request
        boolean of(int call, int index);
    }

    /// @param action called with the number of the call, from 0; may throw
    ScriptedStream beforeCall(Consumer<Integer> action) {
        this.beforeCall = action;
        return this;
    }

    ScriptedStream refusing(Refusal refusal) {
        this.refuses = refusal;
        return this;
    }

    @Override
    public synchronized PutRecordsResponse putRecords(PutRecordsRequest request) {
        int call = calls;
        calls++;
        beforeCall.accept(call);
        requestSizes.add(request.records().size());
        List<PutRecordsResultEntry> results = new ArrayList<>();
        for (PutRecordsRequestEntry entry : request.records()) {
            boolean refused = refuses.of(call, results.size());
            PutRecordsResultEntry.Builder result = PutRecordsResultEntry.builder();
            if (refused) {
                result.errorCode("ProvisionedThroughputExceededException")
                        .errorMessage("slow down");
            } else {
                stored.add(entry);
                result.sequenceNumber("1").shardId("shardId-000000000000");
            }
            results.add(result.build());
        }
        return PutRecordsResponse.builder().records(results).build();
    }

    synchronized List<String> storedOf(String key) {
        return stored.stream()
                .filter(entry -> entry.partitionKey().equals(key))
                .map(entry -> entry.data().asUtf8String())
                .toList();
    }

    synchronized int storedCount() {
        return stored.size();
    }

    synchronized List<Integer> requestSizes() {
        return List.copyOf(requestSizes);
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
