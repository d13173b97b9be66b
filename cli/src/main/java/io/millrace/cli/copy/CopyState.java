package io.millrace.cli.copy;

import io.millrace.cli.terminal.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How far each source shard was copied, kept in a file that is replaced as a whole. Thread-safe.
///
/// ```text
/// millrace-copy 1
/// FROM -> TO
/// shard-id last-acknowledged-sequence-number | ended
/// end
/// ```
final class CopyState {
    private static final String FORMAT = "millrace-copy 1";
    private static final String LAST = "end";
    private static final String ENDED = "ended";

    private final Path file;
    private final String what;
    private final Map<String, String> shards = new TreeMap<>();

    private CopyState(Path file, String what) {
        this.file = file;
        this.what = what;
    }

    /// Reads the file, if there is one.
    ///
    /// @param what names both ends; a file of another copy is refused
    static CopyState open(Path file, String what) throws IOException {
        CopyState state = new CopyState(file, what);
        if (Files.exists(file)) {
            state.read(Files.readAllLines(file));
        }
        return state;
    }

    private void read(List<String> lines) {
        int last = lines.size() - 1;
        if (last < 2 || !lines.getFirst().equals(FORMAT) || !lines.get(last).equals(LAST)) {
            throw new Failure(file + " is no whole state file of a copy");
        }
        if (!lines.get(1).equals(what)) {
            throw new Failure(file + " belongs to another copy: " + lines.get(1));
        }
        for (String line : lines.subList(2, last)) {
            int blank = line.indexOf(' ');
            if (blank < 1) {
                throw new Failure(file + " has a line that cannot be read: " + line);
            }
            shards.put(line.substring(0, blank), line.substring(blank + 1));
        }
    }

    /// Whether a shard was copied to its end.
    synchronized boolean hasEnded(String shard) {
        return ENDED.equals(shards.get(shard));
    }

    /// The last record of a shard that the target has acknowledged.
    synchronized @Nullable String position(String shard) {
        return shards.get(shard);
    }

    /// Takes note of an acknowledged record.
    synchronized void copied(String shard, String sequenceNumber) throws IOException {
        shards.put(shard, sequenceNumber);
        write();
    }

    /// Takes note that all of a shard was copied.
    synchronized void ended(String shard) throws IOException {
        shards.put(shard, ENDED);
        write();
    }

    private void write() throws IOException {
        List<String> lines = new ArrayList<>(List.of(FORMAT, what));
        shards.forEach((shard, position) -> lines.add(shard + " " + position));
        lines.add(LAST);
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.write(next, lines);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
