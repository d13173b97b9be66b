package io.millrace.log.local.storage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A directory of the real file system.
///
/// Call it, and the files it opens, from platform threads only that nobody interrupts: an interrupt
/// closes the channel under everyone (`java.nio.channels.FileChannel`), and a virtual thread would
/// hold its carrier for the length of a sync.
public final class DiskStorage implements Storage {
    private final Path root;

    private DiskStorage(Path root) {
        this.root = root;
    }

    /// Opens a directory; makes it, durably, if there is none.
    public static DiskStorage open(Path directory) throws IOException {
        Path root = directory.toAbsolutePath().normalize();
        makeDirectory(root);
        return new DiskStorage(root);
    }

    /// Where it is, absolute.
    public Path directory() {
        return root;
    }

    @Override
    public StoredFile create(String name) throws IOException {
        Path path = pathToMake(name);
        return new DiskFile(path, make(path), null);
    }

    @Override
    public StoredFile createBulk(String name) throws IOException {
        Path path = pathToMake(name);
        FileChannel channel = make(path);
        return new DiskFile(path, channel, DirectWrites.open(path));
    }

    private Path pathToMake(String name) throws IOException {
        Path path = path(FileNames.file(name));
        Path parent = path.getParent();
        if (parent != null && !Files.isDirectory(parent)) {
            makeDirectory(parent);
        }
        return path;
    }

    private static FileChannel make(Path path) throws IOException {
        return channel(
                path,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.CREATE_NEW);
    }

    @Override
    public StoredFile open(String name, boolean writable) throws IOException {
        Path path = path(FileNames.file(name));
        FileChannel channel =
                writable
                        ? channel(path, StandardOpenOption.READ, StandardOpenOption.WRITE)
                        : channel(path, StandardOpenOption.READ);
        return new DiskFile(path, channel, null);
    }

    private static FileChannel channel(Path path, StandardOpenOption... options)
            throws IOException {
        try {
            return FileChannel.open(path, options);
        } catch (IOException e) {
            throw DiskFile.explain(e, path);
        }
    }

    @Override
    public List<String> list(String directory) throws IOException {
        Path path = path(FileNames.directory(directory));
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.filter(Files::isRegularFile)
                    .map(entry -> path.relativize(entry).toString())
                    .sorted()
                    .toList();
        }
    }

    @Override
    public void rename(String from, String to) throws IOException {
        Path source = path(FileNames.file(from));
        Path target = path(FileNames.file(to));
        try {
            Files.move(
                    source,
                    target,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw DiskFile.explain(e, target);
        }
    }

    @Override
    public void delete(String name) throws IOException {
        Files.deleteIfExists(path(FileNames.file(name)));
    }

    @Override
    public void forceDirectory(String directory) throws IOException {
        Path path = path(FileNames.directory(directory));
        // One that was never made holds no names.
        if (Files.isDirectory(path)) {
            force(path);
        }
    }

    @Override
    public long usableBytes() throws IOException {
        return Files.getFileStore(root).getUsableSpace();
    }

    @Override
    public Closeable lock() throws IOException {
        return DirectoryLock.take(root);
    }

    @Override
    public void close() {}

    private Path path(String name) {
        return root.resolve(name);
    }

    /// Makes a directory and the ones above it, each one durable in its parent.
    private static void makeDirectory(Path directory) throws IOException {
        Path parent = directory.getParent();
        if (Files.isDirectory(directory)) {
            return;
        }
        if (parent != null) {
            makeDirectory(parent);
        }
        try {
            // Not createDirectory: another thread may have been first, which is as good.
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw DiskFile.explain(e, directory);
        }
        forceIfAny(parent);
    }

    private static void forceIfAny(@Nullable Path directory) throws IOException {
        if (directory != null) {
            force(directory);
        }
    }

    private static void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
