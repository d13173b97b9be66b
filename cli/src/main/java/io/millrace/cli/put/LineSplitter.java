package io.millrace.cli.put;

import java.util.Arrays;

/// Cuts a stream of bytes into lines.
///
/// A line ends with a line feed, which is taken off; nothing else is touched, a carriage return
/// neither: putting a line feed behind every line gives the input back, byte for byte. Bytes after
/// the last line feed are a line too, if there are any. A line over the limit is counted, not kept.
/// Not thread-safe.
public final class LineSplitter {
    private static final int FIRST_ROOM = 256;

    private final int maxLineBytes;
    private final LineSink sink;
    private byte[] partial = new byte[FIRST_ROOM];
    private int kept;
    private long length;

    /// @param maxLineBytes longest line handed on
    public LineSplitter(int maxLineBytes, LineSink sink) {
        this.maxLineBytes = maxLineBytes;
        this.sink = sink;
    }

    /// Takes the next `count` bytes of `buffer`.
    public void feed(byte[] buffer, int count) throws InterruptedException {
        int start = 0;
        for (int i = 0; i < count; i++) {
            if (buffer[i] == '\n') {
                endLine(buffer, start, i - start);
                start = i + 1;
            }
        }
        keep(buffer, start, count - start);
    }

    /// Takes the end of the input: what is left without a line feed is a line.
    public void finish() throws InterruptedException {
        if (length > 0) {
            endLine(partial, 0, 0);
        }
    }

    private void endLine(byte[] buffer, int offset, int count) throws InterruptedException {
        if (length == 0 && count <= maxLineBytes) {
            sink.line(Arrays.copyOfRange(buffer, offset, offset + count));
            return;
        }
        keep(buffer, offset, count);
        long total = length;
        length = 0;
        if (total > maxLineBytes) {
            kept = 0;
            sink.tooLong(total);
            return;
        }
        byte[] line = Arrays.copyOf(partial, kept);
        kept = 0;
        sink.line(line);
    }

    private void keep(byte[] buffer, int offset, int count) {
        length += count;
        if (length > maxLineBytes) {
            return;
        }
        if (kept + count > partial.length) {
            partial = Arrays.copyOf(partial, Math.max(kept + count, 2 * partial.length));
        }
        System.arraycopy(buffer, offset, partial, kept, count);
        kept += count;
    }
}
