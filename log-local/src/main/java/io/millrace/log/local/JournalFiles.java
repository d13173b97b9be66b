package io.millrace.log.local;

import io.millrace.log.local.journal.JournalFile;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The journal's files and where each stands in its round:
///
/// ```
///   (new)            keeper               sequencer            flusher
///     +---> prepared -----> ready (at most 2) -----> in use -----------> free
///              ^                                  (newest = current)      |
///              +-------------------------------- keeper ------------------+
/// ```
///
/// Of the two ready files the last is kept for what is not data, so that commands and deletes go on
/// when there is no room for more.
final class JournalFiles implements Closeable {
    /// One that is next, one in reserve.
    static final int READY_FILES = 2;

    private final int maxFiles;
    private final ArrayDeque<JournalFile> inUse = new ArrayDeque<>();
    private final ArrayDeque<JournalFile> ready = new ArrayDeque<>();
    private final ArrayDeque<String> free = new ArrayDeque<>();
    private long nextNumber;

    /// @param maxFiles files the budget allows
    /// @param nextNumber number of the next file to be made
    JournalFiles(int maxFiles, long nextNumber) {
        this.maxFiles = maxFiles;
        this.nextNumber = nextNumber;
    }

    /// Adds a file with frames, newer than those before.
    synchronized void use(JournalFile file) {
        inUse.addLast(file);
    }

    /// Adds a prepared file.
    synchronized void ready(JournalFile file) {
        ready.addLast(file);
        nextNumber = Math.max(nextNumber, file.number() + 1);
    }

    /// Adds a file that nothing needs.
    synchronized void free(String name) {
        free.addLast(name);
    }

    /// The file that is written; null before the first.
    synchronized @Nullable JournalFile current() {
        return inUse.peekLast();
    }

    /// Goes on to the next file.
    ///
    /// @param forData whether the reserve must be left alone
    /// @return false if there is none to go to
    synchronized boolean roll(boolean forData) {
        if (ready.size() < (forData ? READY_FILES : 1)) {
            return false;
        }
        inUse.addLast(ready.removeFirst());
        return true;
    }

    /// Whether one more file should be prepared.
    synchronized boolean wantsMore() {
        return ready.size() < READY_FILES
                && (!free.isEmpty() || inUse.size() + ready.size() < maxFiles);
    }

    /// A file to make the next one from; null to make it from nothing.
    synchronized @Nullable String takeFree() {
        return free.pollFirst();
    }

    /// Number for the next file; used up once that is {@link #ready}, so that none is left out.
    synchronized long nextNumber() {
        return nextNumber;
    }

    /// The oldest files that are full and whose frames are all published, up to a sum of bytes; at
    /// least one if there is any.
    synchronized List<JournalFile> oldestFull(long publishedLsn, long maxBytes) {
        List<JournalFile> found = new ArrayList<>();
        long bytes = 0;
        for (JournalFile file : inUse) {
            bytes += file.fileBytes();
            boolean enough = !found.isEmpty() && bytes > maxBytes;
            if (enough || file == inUse.peekLast() || file.lastLsn() > publishedLsn) {
                break;
            }
            found.add(file);
        }
        return found;
    }

    /// Number of the oldest file in use; of the next one if there is none.
    synchronized long oldestNumber() {
        JournalFile oldest = inUse.peekFirst();
        return oldest == null ? nextNumber : oldest.number();
    }

    /// Lets go of files nothing needs any more; {@link #free} them behind it.
    synchronized void retire(List<JournalFile> files) {
        for (JournalFile file : files) {
            JournalFile oldest = inUse.removeFirst();
            assert oldest == file : oldest.name() + " instead of " + file.name();
            file.retire();
        }
    }

    synchronized int inUseCount() {
        return inUse.size();
    }

    synchronized long bytesInUse() {
        return inUse.stream().mapToLong(JournalFile::fileBytes).sum();
    }

    /// Files in use, oldest first.
    synchronized List<JournalFile> filesInUse() {
        return List.copyOf(inUse);
    }

    int maxFiles() {
        return maxFiles;
    }

    @Override
    public void close() throws IOException {
        List<JournalFile> all;
        synchronized (this) {
            all = new ArrayList<>(inUse);
            all.addAll(ready);
        }
        for (JournalFile file : all) {
            file.close();
        }
    }
}
