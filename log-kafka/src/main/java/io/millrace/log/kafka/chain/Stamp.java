package io.millrace.log.kafka.chain;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// What a writer says about a record it sends: who it is, and where it expects the record to land.
///
/// It is the value of the record's header `k`, big endian:
///
/// ```
///  0  u8   version, 1
///  1  u8   kind: 0 DATA, 1 OPEN, 2 CLAIM, 3 SEAL
///  2  u24  epoch
///  5  u64  claim
/// 13  u64  base
/// 21  u32  offset - base
/// 25
/// ```
///
/// @param kind what the record is
/// @param epoch of the shard's owner, from 1, below 2^20
/// @param claim drawn at random for each claim, so that no two claims share it
/// @param base offset of the first record of the window; the writer knew everything before it
/// @param offset where the record is to land, `base` or later by less than 2^32
public record Stamp(Kind kind, int epoch, long claim, long base, long offset) {
    /// Bytes of an encoded stamp.
    public static final int BYTES = 25;

    /// First epoch that is too large.
    public static final int EPOCHS = 1 << 20;

    private static final int VERSION = 1;
    private static final int EPOCH_AT = 2;
    private static final int CLAIM_AT = 5;
    private static final int BASE_AT = 13;
    private static final int STEP_AT = 21;
    private static final long STEPS = 1L << Integer.SIZE;

    public Stamp {
        if (epoch < 0 || epoch >= EPOCHS || base < 0 || offset < base || offset - base >= STEPS) {
            throw new IllegalArgumentException(
                    "epoch " + epoch + ", base " + base + ", offset " + offset);
        }
    }

    /// The bytes of the header.
    public byte[] encode() {
        return ByteBuffer.allocate(BYTES)
                .put(0, (byte) VERSION)
                .put(1, (byte) kind.code())
                .put(EPOCH_AT, (byte) (epoch >> Short.SIZE))
                .putShort(EPOCH_AT + 1, (short) epoch)
                .putLong(CLAIM_AT, claim)
                .putLong(BASE_AT, base)
                .putInt(STEP_AT, (int) (offset - base))
                .array();
    }

    /// The stamp in a header; null if it is none, so that its record is somebody else's and does
    /// not count.
    public static @Nullable Stamp decode(byte @Nullable [] header) {
        if (header == null || header.length != BYTES || header[0] != VERSION) {
            return null;
        }
        ByteBuffer in = ByteBuffer.wrap(header);
        Kind kind = Kind.of(in.get(1));
        int epoch = in.getInt(EPOCH_AT - 1) & 0xffffff;
        long base = in.getLong(BASE_AT);
        long offset = base + Integer.toUnsignedLong(in.getInt(STEP_AT));
        if (kind == null || epoch >= EPOCHS || base < 0 || offset < base) {
            return null;
        }
        return new Stamp(kind, epoch, in.getLong(CLAIM_AT), base, offset);
    }
}
