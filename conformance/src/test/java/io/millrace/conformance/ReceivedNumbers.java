package io.millrace.conformance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.kinesis.model.Record;

/// What a reader was given of what {@link NumberedWriters} wrote. The numbers of a key rise, and so
/// do their sequence numbers: nothing comes twice or late. Safe for many threads.
final class ReceivedNumbers {
    private final Map<String, List<Long>> numbers = new HashMap<>();
    private final Map<String, String> lastSequence = new HashMap<>();
    private long count;

    /// Takes the next record.
    synchronized void add(Record record) {
        String key = record.partitionKey();
        long number = NumberedWriters.number(record);
        List<Long> ofKey = numbers.computeIfAbsent(key, _ -> new ArrayList<>());
        if (!ofKey.isEmpty() && number <= ofKey.getLast()) {
            throw new AssertionError(key + ": " + number + " came after " + ofKey.getLast());
        }
        String sequence = record.sequenceNumber();
        String before = lastSequence.put(key, sequence);
        // Of one length, so they compare as texts.
        if (before != null && sequence.compareTo(before) <= 0) {
            throw new AssertionError(key + ": sequence number " + sequence + " after " + before);
        }
        ofKey.add(number);
        count++;
    }

    /// Records so far.
    synchronized long count() {
        return count;
    }

    /// Numbers by key, in the order in which they came; for when nothing comes any more.
    synchronized Map<String, List<Long>> byKey() {
        return numbers;
    }
}
