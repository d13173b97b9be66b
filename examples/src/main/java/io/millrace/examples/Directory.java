package io.millrace.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/// A directory as a store: nobody sees half a file, and a power cut takes none back.
///
/// @param root the directory
record Directory(Path root) implements ObjectStore {
    @Override
    public void write(String name, byte[] content) {
        Path file = root.resolve(name);
        Path directory = Objects.requireNonNull(file.getParent(), "a name within the root");
        try {
            Files.createDirectories(directory);
            Path draft = Files.createTempFile(directory, ".", ".draft");
            try (FileChannel out = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                ByteBuffer rest = ByteBuffer.wrap(content);
                while (rest.hasRemaining()) {
                    out.write(rest);
                }
                out.force(true);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            force(directory);
            force(root);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /// Makes the names in a directory durable.
    private static void force(Path directory) throws IOException {
        try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
            names.force(true);
        }
    }
}
