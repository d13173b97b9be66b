package io.millrace.log.local;

import io.millrace.log.CorruptLogException;
import io.millrace.log.local.checkpoint.Checkpoint;
import io.millrace.log.local.checkpoint.CheckpointCodec;
import io.millrace.log.local.checkpoint.WholeFile;
import io.millrace.log.local.journal.JournalHeader;
import io.millrace.log.local.storage.Storage;
import io.millrace.log.local.storage.StoredFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.HashSet;
import java.util.Set;

/// Copies a directory, also while a server works in it, to an empty one from which a server can
/// start.
///
/// Segments, command segments and snapshots never change, so they are copied as the checkpoint
/// names them. Of the journal, what was durable when the copy began is in it, and perhaps more. If
/// the checkpoint moves on meanwhile, journal files may have been reused: then only what is new is
/// copied, until the checkpoint stands still long enough.
///
/// A server started on the copy counts its owner epochs from where the copy was made; it is a
/// replacement of the first one, not a second one beside it.
public final class Backup {
    /// Each round copies only what came since the one before, so the rounds get short.
    private static final int MAX_ROUNDS = 100;

    private static final int CHUNK_BYTES = 1 << 20;

    private final Storage source;
    private final Storage target;
    private final Set<String> copied = new HashSet<>();
    private long copiedBytes;

    private Backup(Storage source, Storage target) {
        this.source = source;
        this.target = target;
    }

    /// What was copied.
    ///
    /// @param files number of files
    /// @param bytes their size
    /// @param lsn number of the last frame in the copy
    public record Copy(int files, long bytes, long lsn) {}

    /// Makes a copy and checks that a server could start from it.
    ///
    /// @param source not changed
    /// @param target holds nothing
    /// @throws CorruptLogException if the source is damaged or the target not empty
    public static Copy run(Storage source, Storage target) throws IOException {
        if (target.list("").contains(Checkpoint.NAME)
                || !target.list(JournalHeader.DIRECTORY).isEmpty()) {
            throw new CorruptLogException(
                    "the target directory already holds a log; name an empty one");
        }
        Backup backup = new Backup(source, target);
        backup.copyUntilStill();
        Inspection inspection = DirectoryInspector.inspect(target);
        if (!inspection.isSound()) {
            throw new CorruptLogException(
                    "the copy is damaged: " + inspection.damages().getFirst());
        }
        long lsn =
                inspection.journal().stream()
                        .mapToLong(Inspection.JournalPart::lastLsn)
                        .max()
                        .orElse(0);
        return new Copy(backup.copied.size() + 1, backup.copiedBytes, lsn);
    }

    private void copyUntilStill() throws IOException {
        for (int round = 0; round < MAX_ROUNDS; round++) {
            Checkpoint before = checkpoint();
            if (copyAll(before) && checkpoint().oldestJournal() == before.oldestJournal()) {
                removeOthers(before);
                WholeFile.replace(target, Checkpoint.NAME, CheckpointCodec.encode(before));
                return;
            }
        }
        throw new IOException("the server retires its journal faster than it can be copied");
    }

    private Checkpoint checkpoint() throws IOException {
        return CheckpointCodec.decode(WholeFile.read(source, Checkpoint.NAME));
    }

    /// @return false if a file went meanwhile
    private boolean copyAll(Checkpoint checkpoint) throws IOException {
        try {
            for (Checkpoint.Segment segment : checkpoint.segments()) {
                copyOnce(segment.meta().name());
            }
            for (Checkpoint.CommandSegment segment : checkpoint.commandSegments()) {
                copyOnce(segment.name());
            }
            Checkpoint.Snapshot snapshot = checkpoint.snapshot();
            if (snapshot != null) {
                copyOnce(snapshot.name());
            }
            copyJournal(checkpoint);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        } catch (CorruptLogException e) {
            // A journal file that is used again while it is read looks damaged.
            if (checkpoint().oldestJournal() != checkpoint.oldestJournal()) {
                return false;
            }
            throw e;
        }
    }

    private void copyJournal(Checkpoint checkpoint) throws IOException {
        JournalCopy journal = new JournalCopy(source, checkpoint);
        journal.look();
        for (String name : journal.complete()) {
            copyOnce(name);
        }
        String growing = journal.growing();
        if (growing != null) {
            write(growing, journal.contentOf(growing));
            target.forceDirectory(JournalHeader.DIRECTORY);
        }
    }

    private void copyOnce(String name) throws IOException {
        if (copied.contains(name)) {
            return;
        }
        try (StoredFile from = source.open(name, false)) {
            target.delete(name);
            try (StoredFile to = target.create(name)) {
                copy(from, to);
            }
        }
        target.forceDirectory(name.substring(0, name.lastIndexOf('/')));
        copied.add(name);
    }

    private void copy(StoredFile from, StoredFile to) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
        long at = 0;
        while (from.read(at, chunk.clear()) > 0) {
            chunk.flip();
            int bytes = chunk.remaining();
            to.write(at, chunk);
            at += bytes;
        }
        to.force();
        copiedBytes += at;
    }

    private void write(String name, ByteBuffer content) throws IOException {
        target.delete(name);
        try (StoredFile to = target.create(name)) {
            copiedBytes += content.remaining();
            to.write(0, content);
            to.force();
        }
    }

    /// Removes what earlier rounds copied and the checkpoint no longer names.
    private void removeOthers(Checkpoint checkpoint) throws IOException {
        Set<String> named = new HashSet<>();
        checkpoint.segments().forEach(each -> named.add(each.meta().name()));
        checkpoint.commandSegments().forEach(each -> named.add(each.name()));
        Checkpoint.Snapshot snapshot = checkpoint.snapshot();
        if (snapshot != null) {
            named.add(snapshot.name());
        }
        for (String name : Set.copyOf(copied)) {
            String file = name.substring(name.lastIndexOf('/') + 1);
            long journal = JournalHeader.numberIn(file);
            boolean needed =
                    journal >= 0 ? journal >= checkpoint.oldestJournal() : named.contains(name);
            if (!needed) {
                target.delete(name);
                copied.remove(name);
            }
        }
    }
}
