package io.millrace.conformance.kcl.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// What one worker did, appended to a file line by line, so that it is there however the worker
/// ends. Safe for many threads.
///
/// ```
/// 1795593600000000 \t RECORD \t shardId-000000000001 \t user-3 \t 17 \t 0
///   ^microseconds      ^what    ^where                  ^details
/// ```
///
/// Whoever reads it passes over a last line without its end.
public final class EventLog implements AutoCloseable {
    /// What a worker does.
    public enum Event {
        /// It begins with a shard; details: the sequence number it begins at.
        BEGIN,
        /// It processed a record; details: key, number, and which record of an aggregate it was.
        RECORD,
        /// It read a record that is not as it was written; details: what it found.
        WRONG,
        /// It checkpointed what it processed.
        CHECKPOINT,
        /// It checkpointed the end of the shard.
        END,
        /// It lost the shard's lease.
        LOST
    }

    private final FileChannel file;

    private EventLog(FileChannel file) {
        this.file = file;
    }

    /// Opens a file to append to.
    public static EventLog open(Path path) throws IOException {
        return new EventLog(
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    }

    /// Lines that are written together.
    public static final class Batch {
        private final String shard;
        private final StringBuilder lines = new StringBuilder();
        private final long micros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());

        private Batch(String shard) {
            this.shard = shard;
        }

        /// Adds a line.
        public Batch add(Event event, String... details) {
            lines.append(micros).append('\t').append(event).append('\t').append(shard);
            for (String detail : details) {
                lines.append('\t').append(detail);
            }
            lines.append('\n');
            return this;
        }

        /// Adds the line of a record, whose data are its key, its number and padding.
        ///
        /// @param part which record of an aggregate it is, from 0
        public Batch addRecord(String key, long part, ByteBuffer data) {
            String text = StandardCharsets.UTF_8.decode(data.duplicate()).toString();
            String[] parts = text.split(" ", 3);
            boolean right = parts.length == 3 && parts[0].equals(key);
            return right
                    ? add(Event.RECORD, key, parts[1], Long.toString(part))
                    : add(Event.WRONG, key, text);
        }
    }

    /// Begins to write about a shard.
    public Batch of(String shard) {
        return new Batch(shard);
    }

    /// Writes lines; a crash after the return does not lose them.
    public synchronized void write(Batch batch) {
        ByteBuffer bytes = ByteBuffer.wrap(batch.lines.toString().getBytes(StandardCharsets.UTF_8));
        try {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
