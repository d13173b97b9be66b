package io.millrace.log.local;

import io.millrace.log.local.journal.JournalFile;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Reads commands out of the journal in their order, many with one call of the disk.
final class CommandInput {
    private static final int CHUNK_BYTES = 256 << 10;

    private @Nullable JournalFile file;
    private ByteBuffer chunk = ByteBuffer.allocate(0);
    private int start;

    /// The command's bytes, which stay as they are.
    ByteBuffer read(CommandRef ref) throws IOException {
        long end = (long) ref.offset() + ref.length();
        if (ref.file() != file || ref.offset() < start || end > (long) start + chunk.limit()) {
            fill(ref);
        }
        return chunk.slice(ref.offset() - start, ref.length());
    }

    private void fill(CommandRef ref) throws IOException {
        file = ref.file();
        start = ref.offset();
        chunk = ByteBuffer.allocate(Math.max(CHUNK_BYTES, ref.length()));
        ref.file().read(start, chunk);
        chunk.flip();
        if (chunk.limit() < ref.length()) {
            throw new EOFException("the journal ends within command " + ref.index());
        }
    }
}
