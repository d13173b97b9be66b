package io.millrace.conformance.kcl;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.conformance.kcl.worker.EventLog.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What the workers of one application have done, in the order they did it, by what they wrote
/// down.
final class Processed {
    private final List<Line> records;
    private final Set<String> ended;

    /// A record by a worker's log.
    private record Line(long micros, String worker, String key, long number, long part) {}

    private Processed(List<Line> records, Set<String> ended) {
        this.records = records;
        this.ended = ended;
    }

    /// Reads what is there now, which must all be as it was written.
    static Processed read(List<Path> logs) throws IOException {
        List<Line> records = new ArrayList<>();
        Set<String> ended = new TreeSet<>();
        for (Path log : logs) {
            if (Files.exists(log)) {
                read(log, records, ended);
            }
        }
        // Stable: lines of one worker keep their order.
        records.sort(Comparator.comparingLong(Line::micros));
        return new Processed(records, ended);
    }

    private static void read(Path log, List<Line> records, Set<String> ended) throws IOException {
        String file = String.valueOf(log.getFileName());
        String worker = file.substring(file.lastIndexOf('-') + 1, file.lastIndexOf('.'));
        String text = Files.readString(log);
        // A worker that was killed may have left the begin of a line.
        for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
            String[] cells = line.split("\t", -1);
            Event event = Event.valueOf(cells[1]);
            assertThat(event).as(line).isNotEqualTo(Event.WRONG);
            if (event == Event.RECORD) {
                records.add(
                        new Line(
                                Long.parseLong(cells[0]),
                                worker,
                                cells[3],
                                Long.parseLong(cells[4]),
                                Long.parseLong(cells[5])));
            } else if (event == Event.END) {
                ended.add(cells[2]);
            }
        }
    }

    /// Greatest number processed, by key.
    Map<String, Long> upTo() {
        Map<String, Long> upTo = new TreeMap<>();
        for (Line line : records) {
            upTo.merge(line.key(), line.number(), Math::max);
        }
        return upTo;
    }

    /// Whether all numbers from 1 were processed, by key.
    boolean hasAll(Map<String, Long> upTo) {
        Map<String, Set<Long>> numbers = new TreeMap<>();
        for (Line line : records) {
            numbers.computeIfAbsent(line.key(), _ -> new HashSet<>()).add(line.number());
        }
        for (Map.Entry<String, Long> wanted : upTo.entrySet()) {
            Set<Long> found = numbers.getOrDefault(wanted.getKey(), Set.of());
            for (long number = 1; number <= wanted.getValue(); number++) {
                if (!found.contains(number)) {
                    return false;
                }
            }
        }
        return true;
    }

    /// Fails unless the numbers of each key, from 1, were processed for the first time one after
    /// the other, whichever worker and shard it was; that many records may have come again.
    void verifyOrder() {
        Map<String, Long> seen = new TreeMap<>();
        for (Line line : records) {
            long before = seen.getOrDefault(line.key(), 0L);
            assertThat(line.number())
                    .as("%s was processed when %d was the last before it", line, before)
                    .isBetween(1L, before + 1);
            seen.put(line.key(), Math.max(before, line.number()));
        }
    }

    /// Shards whose end was checkpointed.
    Set<String> ended() {
        return Set.copyOf(ended);
    }

    /// Workers that processed something.
    Set<String> busyWorkers() {
        Set<String> workers = new TreeSet<>();
        records.forEach(line -> workers.add(line.worker()));
        return workers;
    }

    /// How many records were processed, repetitions among them.
    long records() {
        return records.size();
    }

    /// How many of them came in an aggregate, behind others.
    long laterParts() {
        return records.stream().filter(line -> line.part() > 0).count();
    }
}
