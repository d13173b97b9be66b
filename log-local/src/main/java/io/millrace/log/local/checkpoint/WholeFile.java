package io.millrace.log.local.checkpoint;

import io.millrace.log.CorruptLogException;
import io.millrace.log.local.storage.Storage;
import io.millrace.log.local.storage.StoredFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/// Small files that are written once, whole, and read whole.
public final class WholeFile {
    private static final String UNFINISHED = ".tmp";

    private WholeFile() {}

    /// Fills a new file.
    @FunctionalInterface
    interface Filling {
        void fill(StoredFile file) throws IOException;
    }

    /// Writes a file under another name, forces it, and gives it its own: there is the old one or
    /// the new one, never a part.
    public static void replace(Storage storage, String name, ByteBuffer content)
            throws IOException {
        replace(storage, name, file -> file.write(0, content.duplicate()));
    }

    /// The same with content that comes in pieces.
    static void replace(Storage storage, String name, Filling filling) throws IOException {
        String unfinished = name + UNFINISHED;
        storage.delete(unfinished);
        try (StoredFile file = storage.create(unfinished)) {
            filling.fill(file);
            file.force();
        } catch (IOException e) {
            storage.delete(unfinished);
            throw e;
        }
        try {
            storage.rename(unfinished, name);
            storage.forceDirectory(directoryOf(name));
        } catch (IOException e) {
            // Nobody knows which file counts now, so not even missing room may pass for harmless.
            throw new IOException("cannot tell whether " + name + " was replaced", e);
        }
    }

    /// Reads a file.
    public static ByteBuffer read(Storage storage, String name) throws IOException {
        try (StoredFile file = storage.open(name, false)) {
            if (file.size() > Integer.MAX_VALUE - 8) {
                throw new CorruptLogException(name + " is too large: " + file.size() + " bytes");
            }
            ByteBuffer bytes = ByteBuffer.allocate((int) file.size());
            file.read(0, bytes);
            return bytes.flip();
        }
    }

    /// Whether a name is that of a file which was never finished.
    public static boolean isUnfinished(String name) {
        return name.endsWith(UNFINISHED);
    }

    private static String directoryOf(String name) {
        int slash = name.lastIndexOf('/');
        return slash < 0 ? "" : name.substring(0, slash);
    }
}
