package io.millrace.examples;

import io.millrace.examples.CountTable.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.kinesis.retrieval.KinesisClientRecord;

/// Counts the lines of one shard, each exactly once.
///
/// The table says up to where the shard is counted, and moves that place in the same transaction
/// that adds to the counts, if it still is where this sink believes it to be. Whatever is delivered
/// again is before that place, and left out.
final class CountingSink implements Sink {
    private final CountTable table;
    private final String shard;
    private Place counted;

    CountingSink(CountTable table, String shard) {
        this.table = table;
        this.shard = shard;
        this.counted = Patience.await(() -> table.counted(shard));
    }

    /// The first of some records, as many as one transaction has room for.
    private record Part(Place end, List<Row> deltas) {
        static Part of(List<KinesisClientRecord> records) {
            Map<String, Row> deltas = new LinkedHashMap<>();
            Place end = Place.START;
            for (KinesisClientRecord record : records) {
                AccessLine line = AccessLine.of(record.data());
                String key = line.minute() + " " + line.section();
                if (deltas.size() == CountTable.MOST_ROWS && !deltas.containsKey(key)) {
                    break;
                }
                long errors = line.failed() ? 1 : 0;
                deltas.merge(
                        key,
                        new Row(line.minute(), line.section(), 1, errors),
                        (a, b) ->
                                new Row(
                                        a.minute(),
                                        a.section(),
                                        a.hits() + b.hits(),
                                        a.errors() + b.errors()));
                end = Place.of(record);
            }
            return new Part(end, List.copyOf(deltas.values()));
        }
    }

    @Override
    public Optional<KinesisClientRecord> take(List<KinesisClientRecord> records) {
        List<KinesisClientRecord> rest = uncounted(records);
        while (!rest.isEmpty()) {
            count(Part.of(rest));
            rest = uncounted(rest);
        }
        return records.isEmpty() ? Optional.empty() : Optional.of(records.getLast());
    }

    /// Nothing is held in memory.
    @Override
    public Optional<KinesisClientRecord> finish() {
        return Optional.empty();
    }

    /// Refused, it asks the table how far the shard is: a worker after this one may have gone on,
    /// or this sink's own transaction happened and only its answer was lost.
    private void count(Part part) {
        boolean added = Patience.await(() -> table.add(shard, counted, part.end(), part.deltas()));
        counted = added ? part.end() : Patience.await(() -> table.counted(shard));
    }

    private List<KinesisClientRecord> uncounted(List<KinesisClientRecord> records) {
        return records.stream().filter(record -> Place.of(record).isAfter(counted)).toList();
    }
}
