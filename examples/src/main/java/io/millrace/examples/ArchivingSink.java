package io.millrace.examples;

import io.millrace.examples.RangeTable.Range;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import software.amazon.kinesis.retrieval.KinesisClientRecord;

/// Archives the records of one shard as compressed lines, each in exactly one object.
///
/// Before an object is written, a table settles at which record it ends; where it starts follows
/// from the one before. So whoever writes it, and however often, writes the same bytes under the
/// same name, and the objects of a shard follow each other without a gap or an overlap.
final class ArchivingSink implements Sink {
    /// An object ends here, or when its first record has waited long enough.
    private static final int MOST_RECORDS = 5_000;

    private static final long MOST_BYTES = 8L << 20;
    private static final long LONGEST_WAIT_NANOS = 2_000_000_000L;

    private final RangeTable table;
    private final ObjectStore store;
    private final String shard;

    /// Delivered and not archived, without a gap behind `range.done()`.
    private final List<KinesisClientRecord> held = new ArrayList<>();

    private Range range;
    private long heldSinceNanos;

    ArchivingSink(RangeTable table, ObjectStore store, String shard) {
        this.table = table;
        this.store = store;
        this.shard = shard;
        this.range = Patience.await(() -> table.range(shard));
    }

    @Override
    public Optional<KinesisClientRecord> take(List<KinesisClientRecord> records) {
        if (held.isEmpty()) {
            heldSinceNanos = System.nanoTime();
        }
        held.addAll(records);
        dropArchived();
        if (held.isEmpty() && !records.isEmpty()) {
            return Optional.of(records.getLast());
        }
        return archive(System.nanoTime() - heldSinceNanos >= LONGEST_WAIT_NANOS);
    }

    @Override
    public Optional<KinesisClientRecord> finish() {
        return archive(true);
    }

    /// @param all whether to archive even what would make a small object
    private Optional<KinesisClientRecord> archive(boolean all) {
        Optional<KinesisClientRecord> kept = Optional.empty();
        while (range.intended().isPresent() || (all && !held.isEmpty()) || full() > 0) {
            if (range.intended().isEmpty()) {
                int size = full() > 0 ? full() : held.size();
                Place end = Place.of(held.get(size - 1));
                range = Patience.await(() -> table.intend(shard, range, end));
            } else if (isHeld(range.intended().get())) {
                kept = Optional.of(write(range.intended().get()));
            } else {
                // Settled in an earlier life; the rest of its records is still to be delivered.
                return kept;
            }
            dropArchived();
        }
        return kept;
    }

    /// How many records fill an object, or 0 where those held do not.
    private int full() {
        long bytes = 0;
        for (int i = 0; i < held.size(); i++) {
            bytes += held.get(i).data().remaining();
            if (i + 1 == MOST_RECORDS || bytes >= MOST_BYTES) {
                return i + 1;
            }
        }
        return 0;
    }

    private boolean isHeld(Place end) {
        return !held.isEmpty() && !end.isAfter(Place.of(held.getLast()));
    }

    /// Writes the object that ends at a place, then says so.
    ///
    /// @return its last record
    private KinesisClientRecord write(Place end) {
        List<KinesisClientRecord> records =
                held.stream().filter(record -> !Place.of(record).isAfter(end)).toList();
        String name = shard + "/" + Place.of(records.getFirst()).text() + ".gz";
        store.write(name, compressed(records));
        range = Patience.await(() -> table.complete(shard, end, records.size()));
        heldSinceNanos = System.nanoTime();
        return records.getLast();
    }

    private void dropArchived() {
        held.removeIf(record -> !Place.of(record).isAfter(range.done()));
    }

    private static byte[] compressed(List<KinesisClientRecord> records) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes);
                WritableByteChannel lines = Channels.newChannel(out)) {
            for (KinesisClientRecord record : records) {
                lines.write(record.data().duplicate());
                out.write('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
