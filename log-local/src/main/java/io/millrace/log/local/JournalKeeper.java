package io.millrace.log.local;

import io.millrace.log.local.journal.JournalFile;
import io.millrace.log.local.journal.JournalHeader;
import io.millrace.log.local.journal.JournalPreparation;
import io.millrace.log.local.storage.NoSpaceException;
import io.millrace.log.local.storage.Storage;
import java.io.IOException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Prepares journal files ahead of the sequencer: from retired ones if there are any, from nothing
/// while the budget allows it.
final class JournalKeeper implements Step {
    /// How long to wait before trying again when the disk is full.
    private static final long RETRY_NANOS = 1_000_000_000;

    private final Storage storage;
    private final JournalFiles files;
    private final int fileBytes;
    private final RandomGenerator random;
    private final Room room;
    private final Halt halt;
    private final Signal sequencer;
    private @Nullable JournalPreparation preparation;

    JournalKeeper(
            Storage storage,
            JournalFiles files,
            int fileBytes,
            RandomGenerator random,
            Room room,
            Halt halt,
            Signal sequencer) {
        this.storage = storage;
        this.files = files;
        this.fileBytes = fileBytes;
        this.random = random;
        this.room = room;
        this.halt = halt;
        this.sequencer = sequencer;
    }

    @Override
    public long run() throws IOException {
        if (halt.isStopped()) {
            return Long.MAX_VALUE;
        }
        JournalPreparation current = preparation;
        if (current == null) {
            if (!files.wantsMore()) {
                return Long.MAX_VALUE;
            }
            current = begin();
            preparation = current;
        }
        try {
            JournalFile done = current.step();
            if (done != null) {
                preparation = null;
                room.lacks(Room.Lack.JOURNAL, false);
                files.ready(done);
                sequencer.raise();
            }
            return 0;
        } catch (NoSpaceException e) {
            current.abandon();
            preparation = null;
            room.lacks(Room.Lack.JOURNAL, true);
            return RETRY_NANOS;
        }
    }

    /// Prepares one file at once; by whoever starts the log, before there are tasks.
    void prepareFirst() throws IOException {
        files.ready(begin().complete());
    }

    /// Leaves nothing unfinished behind.
    void close() throws IOException {
        JournalPreparation current = preparation;
        if (current != null) {
            current.abandon();
            preparation = null;
        }
    }

    private JournalPreparation begin() {
        JournalHeader header = new JournalHeader(files.nextNumber(), random.nextLong(), fileBytes);
        return new JournalPreparation(storage, header, files.takeFree());
    }
}
