package io.millrace.log.local.journal;

import io.millrace.log.CorruptLogException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;

/// Decodes the entries of a frame whose checksum is right.
public final class FrameReader {
    private FrameReader() {}

    /// Hands the entries to `sink` in order.
    ///
    /// @param file the file's bytes from its start
    /// @param at where the frame starts
    /// @throws CorruptLogException if they do not decode, which a right checksum makes a fault of
    ///   the program that wrote them
    public static void forEach(
            ByteBuffer file, int at, FrameHeader header, Consumer<FrameEntry> sink) {
        ByteBuffer in = file.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        in.limit(at + header.length()).position(at + FrameHeader.BYTES);
        try {
            for (int i = 0; i < header.entries(); i++) {
                sink.accept(next(in));
            }
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new CorruptLogException(
                    "frame " + header.lsn() + " at " + at + " does not decode: " + e);
        }
    }

    private static FrameEntry next(ByteBuffer in) {
        byte code = in.get();
        return switch (code) {
            case FrameEntry.DATA -> data(in);
            case FrameEntry.COMMAND -> {
                long index = in.getLong();
                int length = in.getInt();
                yield new FrameEntry.Command(index, length, skip(in, length));
            }
            case FrameEntry.SEALED ->
                    new FrameEntry.Sealed(in.getLong(), in.getInt(), in.getLong(), in.getLong());
            case FrameEntry.DROPPED -> new FrameEntry.Dropped(in.getLong(), in.getInt());
            default -> throw new IllegalArgumentException("entry of unknown kind " + code);
        };
    }

    private static FrameEntry data(ByteBuffer in) {
        long stream = in.getLong();
        int shard = in.getInt();
        long firstPosition = in.getLong();
        long timeMillis = in.getLong();
        int count = in.getInt();
        int crc = in.getInt();
        int length = in.getInt();
        return new FrameEntry.Data(
                stream, shard, firstPosition, timeMillis, count, crc, length, skip(in, length));
    }

    private static int skip(ByteBuffer in, int length) {
        int offset = in.position();
        in.position(offset + length);
        return offset;
    }
}
