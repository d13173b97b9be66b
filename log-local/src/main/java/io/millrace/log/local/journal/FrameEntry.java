package io.millrace.log.local.journal;

/// One entry of a data frame, without the bytes it carries: those stay in the file.
///
/// ```
/// data:    u8 1 | u64 stream | u32 shard | u64 first position | u64 time | u32 count
///          | u32 CRC32C of the batch | u32 length | batch
/// command: u8 2 | u64 index | u32 length | command
/// seal:    u8 3 | u64 stream | u32 shard | u64 end position | u64 time
/// drop:    u8 4 | u64 stream | i32 shard, -1 for the whole stream
/// ```
public sealed interface FrameEntry {
    /// A batch, stored.
    ///
    /// @param offset of the batch's bytes from the start of the file
    record Data(
            long stream,
            int shard,
            long firstPosition,
            long timeMillis,
            int count,
            int crc,
            int length,
            int offset)
            implements FrameEntry {}

    /// A command of the command log.
    ///
    /// @param offset of the command's bytes from the start of the file
    record Command(long index, int length, int offset) implements FrameEntry {}

    /// The end of a shard's log.
    record Sealed(long stream, int shard, long endPosition, long timeMillis)
            implements FrameEntry {}

    /// A shard's log, or with shard -1 all of a stream, is gone.
    record Dropped(long stream, int shard) implements FrameEntry {}

    /// Code of {@link Data}.
    byte DATA = 1;

    /// Code of {@link Command}.
    byte COMMAND = 2;

    /// Code of {@link Sealed}.
    byte SEALED = 3;

    /// Code of {@link Dropped}.
    byte DROPPED = 4;

    /// Bytes before a batch.
    int DATA_BYTES = 41;

    /// Bytes before a command.
    int COMMAND_BYTES = 13;

    /// Bytes of a seal.
    int SEALED_BYTES = 29;

    /// Bytes of a drop.
    int DROPPED_BYTES = 13;
}
