package io.millrace.log.local.journal;

import io.millrace.log.local.storage.Storage;
import io.millrace.log.local.storage.StoredFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Makes a journal file, from a retired one or from nothing, under a name that is never relied on;
/// only whole and durable does it get its real name. So a `.journal` file that is short or has no
/// header is damaged, never unfinished.
///
/// A new file is filled with zeros once, so that a later force neither allocates space nor changes
/// a length: two to seven times faster than a growing file.
public final class JournalPreparation {
    private static final int CHUNK_BYTES = 1 << 20;

    private final Storage storage;
    private final JournalHeader header;
    private final @Nullable String recycled;
    private @Nullable StoredFile file;
    private int zeroed;

    /// @param recycled name of a retired file of the same size, null to make a new one
    public JournalPreparation(Storage storage, JournalHeader header, @Nullable String recycled) {
        this.storage = storage;
        this.header = header;
        this.recycled = recycled;
    }

    /// Does a bounded part of the work.
    ///
    /// @return the file, once it is complete; null as long as there is more to do
    public @Nullable JournalFile step() throws IOException {
        StoredFile current = file;
        if (current == null) {
            file = begin();
            return null;
        }
        if (zeroed < header.fileBytes()) {
            zero(current);
            return null;
        }
        return finish(current);
    }

    /// Does all of the work at once.
    public JournalFile complete() throws IOException {
        JournalFile done = step();
        while (done == null) {
            done = step();
        }
        return done;
    }

    /// Removes what there is of the file.
    public void abandon() throws IOException {
        if (file != null) {
            file.close();
            storage.delete(JournalHeader.UNFINISHED);
        }
    }

    private StoredFile begin() throws IOException {
        storage.delete(JournalHeader.UNFINISHED);
        if (recycled == null) {
            return storage.create(JournalHeader.UNFINISHED);
        }
        storage.rename(recycled, JournalHeader.UNFINISHED);
        zeroed = header.fileBytes();
        return storage.open(JournalHeader.UNFINISHED, true);
    }

    private void zero(StoredFile current) throws IOException {
        int chunk = Math.min(CHUNK_BYTES, header.fileBytes() - zeroed);
        current.write(zeroed, ByteBuffer.allocate(chunk));
        zeroed += chunk;
        // Chunk by chunk, as a force of all of it would hold up the sequencer's.
        current.force();
    }

    private JournalFile finish(StoredFile current) throws IOException {
        current.write(0, header.encode());
        current.force();
        storage.rename(JournalHeader.UNFINISHED, JournalHeader.nameOf(header.number()));
        storage.forceDirectory(JournalHeader.DIRECTORY);
        return new JournalFile(header, current, JournalHeader.BYTES);
    }
}
