package io.millrace.cli.put;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/// A file that grows and is rotated, read as one stream, as `tail -F` reads it.
///
/// Rotated by renaming and creating anew: when the path leads to another file, the old one is read
/// to its end first, then the new one from its start. Rotated by copying and truncating: when the
/// file is shorter than what was read, it is read from its start again; what was written between
/// the last look and the truncation is lost, and a file that grew past the old length between two
/// looks is not told from one that only grew. A path that leads nowhere is waited for.
///
/// A file is known by its file key (device and inode), and where there is none by its creation
/// time. Not thread-safe.
final class FollowedFile implements ByteSource {
    private record Opened(FileChannel channel, Object identity) {}

    private final Path path;
    private @Nullable Opened current;

    /// Starts at the beginning of the file.
    ///
    /// @throws IOException if it cannot be read now
    FollowedFile(Path path) throws IOException {
        this.path = path;
        this.current = open();
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        Opened file = current;
        if (file == null) {
            current = openIfThere();
            return NOTHING_YET;
        }
        BasicFileAttributes now = attributesIfThere();
        // Looked up before reading: what a renamed file got until then is still read below.
        boolean replaced = now != null && !identityOf(now).equals(file.identity());
        int count = file.channel().read(ByteBuffer.wrap(buffer));
        if (count > 0) {
            return count;
        }
        if (replaced) {
            file.channel().close();
            current = openIfThere();
            return BREAK;
        }
        if (file.channel().size() < file.channel().position()) {
            file.channel().position(0);
            return BREAK;
        }
        return NOTHING_YET;
    }

    private @Nullable Opened openIfThere() throws IOException {
        try {
            return open();
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /// Opens what the path leads to. Asked again when it was replaced in between, so that the
    /// identity is that of the file opened.
    private Opened open() throws IOException {
        while (true) {
            Object identity = identityOf(Files.readAttributes(path, BasicFileAttributes.class));
            FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
            BasicFileAttributes after = attributesIfThere();
            if (after == null || identityOf(after).equals(identity)) {
                return new Opened(channel, identity);
            }
            channel.close();
        }
    }

    private @Nullable BasicFileAttributes attributesIfThere() throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private static Object identityOf(BasicFileAttributes attributes) {
        Object key = attributes.fileKey();
        return key == null ? attributes.creationTime() : key;
    }

    @Override
    public void close() throws IOException {
        if (current != null) {
            current.channel().close();
        }
    }
}
