package io.millrace.cli.bench;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.SplittableRandom;

/// Random letters A to Z, fast enough that making them costs a load generator next to nothing: one
/// random number makes eight letters, two at a time out of a table.
final class Letters {
    private static final int ALPHABET = 26;
    private static final int PAIRS = 1 << 16;
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /// For each 16-bit number two letters. 65,536 is no multiple of 676, so some pairs are likelier
    /// than others by 1 %, which is no pattern a compressor could use.
    private static final short[] PAIR = new short[PAIRS];

    static {
        for (int i = 0; i < PAIRS; i++) {
            int pair = i % (ALPHABET * ALPHABET);
            PAIR[i] = (short) (('A' + pair / ALPHABET) << 8 | ('A' + pair % ALPHABET));
        }
    }

    private final SplittableRandom random;

    Letters(SplittableRandom random) {
        this.random = random;
    }

    /// Fills `bytes[start, end)`.
    void fill(byte[] bytes, int start, int end) {
        int at = start;
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            LONG.set(bytes, at, eight(random.nextLong()));
        }
        long rest = eight(random.nextLong());
        for (; at < end; at++) {
            bytes[at] = (byte) rest;
            rest >>>= Byte.SIZE;
        }
    }

    private static long eight(long chance) {
        return (long) PAIR[(int) chance & 0xFFFF]
                | (long) PAIR[(int) (chance >>> 16) & 0xFFFF] << 16
                | (long) PAIR[(int) (chance >>> 32) & 0xFFFF] << 32
                | (long) PAIR[(int) (chance >>> 48)] << 48;
    }
}
