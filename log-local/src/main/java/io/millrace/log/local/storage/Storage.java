package io.millrace.log.local.storage;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/// A directory of files: the only way the engine reaches a disk, so that a simulated one can take
/// its place.
///
/// Names are relative, with `/` between directory and file. What survives a power cut: the bytes of
/// a file up to its last {@link StoredFile#force}, and the creation, renaming or deletion of a name
/// only after {@link #forceDirectory} of its directory. Anything else may survive in whole, in part
/// or not at all.
///
/// Every method may throw; after a failed write or force the engine stops, as a retry could report
/// success for pages that are gone.
public interface Storage extends Closeable {
    /// Creates a file that must not exist, and its directory if need be.
    StoredFile create(String name) throws IOException;

    /// Creates a file that is written once, from front to end in large pieces, and not read soon: a
    /// storage may pass its writes by the page cache.
    default StoredFile createBulk(String name) throws IOException {
        return create(name);
    }

    /// Opens an existing file.
    ///
    /// @throws java.nio.file.NoSuchFileException if there is none
    StoredFile open(String name, boolean writable) throws IOException;

    /// File names in a directory, without the directory, sorted; empty if there is no such
    /// directory.
    List<String> list(String directory) throws IOException;

    /// Gives a file another name, replacing what had it, atomically.
    void rename(String from, String to) throws IOException;

    /// Removes a name; nothing happens if there is none. Open files stay readable.
    void delete(String name) throws IOException;

    /// Makes creations, renamings and deletions in a directory durable; `""` is the top one.
    void forceDirectory(String directory) throws IOException;

    /// Bytes the file system can still take.
    long usableBytes() throws IOException;

    /// Takes the directory for this process alone, until closed.
    ///
    /// @throws IOException with a message for the operator, if another process has it
    Closeable lock() throws IOException;

    @Override
    void close() throws IOException;
}
