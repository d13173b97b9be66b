package io.millrace.conformance.kcl;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.conformance.kcl.worker.EventLog.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What the workers of one application have done, in the order they did it, by what they wrote
/// down.
final class Processed {
    private final List<Line> lines;

    /// A line of a worker's log.
    ///
    private record Line(
            long micros, String worker, Event event, String shard, List<String> details) {
        static Line of(String worker, String text) {
            List<String> cells = List.of(text.split("\t", -1));
            return new Line(
                    Long.parseLong(cells.get(0)),
                    worker,
                    Event.valueOf(cells.get(1)),
                    cells.get(2),
                    cells.subList(3, cells.size()));
        }
    }

    private Processed(List<Line> lines) {
        this.lines = lines;
    }

    /// Reads what is there now.
    static Processed read(List<Path> logs) throws IOException {
        List<Line> lines = new ArrayList<>();
        for (Path log : logs) {
            if (Files.exists(log)) {
                String text = Files.readString(log);
                // A worker that was killed may have left the begin of a line.
                String whole = text.substring(0, text.lastIndexOf('\n') + 1);
                String file = String.valueOf(log.getFileName());
                String worker = file.substring(file.lastIndexOf('-') + 1, file.lastIndexOf('.'));
                whole.lines().forEach(line -> lines.add(Line.of(worker, line)));
            }
        }
        // Stable: lines of one worker keep their order.
        lines.sort(Comparator.comparingLong(Line::micros));
        return new Processed(lines);
    }

    /// Greatest number by key up to which everything was processed.
    Map<String, Long> upTo() {
        Map<String, Long> upTo = new TreeMap<>();
        for (Line line : lines) {
            if (line.event() == Event.RECORD) {
                long number = Long.parseLong(line.details().get(1));
                upTo.merge(line.details().getFirst(), number, Math::max);
            }
        }
        return upTo;
    }

    /// Fails unless the numbers of each key, from 1, were processed for the first time one after the
    /// other, whichever worker and shard it was; that many records may have come again.
    void verifyOrder() {
        Map<String, Long> seen = new TreeMap<>();
        for (Line line : lines) {
            assertThat(line.event()).as("%s", line).isNotEqualTo(Event.WRONG);
            if (line.event() == Event.RECORD) {
                String key = line.details().getFirst();
                long number = Long.parseLong(line.details().get(1));
                long before = seen.getOrDefault(key, 0L);
                assertThat(number)
                        .as("%s was processed when %d was the last before it", line, before)
                        .isBetween(1L, before + 1);
                seen.put(key, Math.max(before, number));
            }
        }
    }

    /// Shards whose end was checkpointed.
    Set<String> ended() {
        Set<String> shards = new TreeSet<>();
        for (Line line : lines) {
            if (line.event() == Event.END) {
                shards.add(line.shard());
            }
        }
        return shards;
    }

    /// Workers that processed something.
    Set<String> busyWorkers() {
        Set<String> workers = new TreeSet<>();
        for (Line line : lines) {
            if (line.event() == Event.RECORD) {
                workers.add(line.worker());
            }
        }
        return workers;
    }

    /// How many records were processed, repetitions among them.
    long records() {
        return lines.stream().filter(line -> line.event() == Event.RECORD).count();
    }
}
