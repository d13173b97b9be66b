package io.millrace.log.local.storage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;

/// Files on the heap under a cap, for `--durability memory`: a force does nothing, and the end of
/// the process is the end of the data. Safe for use by many threads.
public final class MemoryStorage implements Storage {
    private final MemoryBudget budget;
    private final TreeMap<String, MemoryFile> files = new TreeMap<>();
    private final AtomicBoolean locked = new AtomicBoolean();

    /// @param capBytes most bytes that all files together may take; a write beyond throws {@link
    ///   NoSpaceException}
    public MemoryStorage(long capBytes) {
        budget = new MemoryBudget(capBytes);
    }

    @Override
    public synchronized StoredFile create(String name) throws IOException {
        FileNames.file(name);
        if (files.containsKey(name)) {
            throw new FileAlreadyExistsException(name);
        }
        MemoryFile file = new MemoryFile(name, budget);
        files.put(name, file);
        return file.handle();
    }

    @Override
    public synchronized StoredFile open(String name, boolean writable) throws IOException {
        return existing(name).handle();
    }

    @Override
    public synchronized List<String> list(String directory) {
        FileNames.directory(directory);
        return files.keySet().stream()
                .filter(name -> FileNames.directoryOf(name).equals(directory))
                .map(name -> name.substring(directory.isEmpty() ? 0 : directory.length() + 1))
                .toList();
    }

    @Override
    public synchronized void rename(String from, String to) throws IOException {
        FileNames.file(to);
        MemoryFile file = existing(from);
        if (!from.equals(to)) {
            files.remove(from);
            delete(to);
            files.put(to, file);
        }
    }

    @Override
    public synchronized void delete(String name) {
        MemoryFile file = files.remove(FileNames.file(name));
        if (file != null) {
            file.unlink();
        }
    }

    private MemoryFile existing(String name) throws NoSuchFileException {
        MemoryFile file = files.get(FileNames.file(name));
        if (file == null) {
            throw new NoSuchFileException(name);
        }
        return file;
    }

    @Override
    public void forceDirectory(String directory) {
        FileNames.directory(directory);
    }

    @Override
    public long usableBytes() {
        return budget.leftBytes();
    }

    @Override
    public Closeable lock() throws IOException {
        if (!locked.compareAndSet(false, true)) {
            throw new IOException("This memory is in use by another server of the same process.");
        }
        return () -> locked.set(false);
    }

    @Override
    public void close() {}
}
