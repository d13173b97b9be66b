package io.millrace.cli.bench;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.SplittableRandom;

/// Random letters A to Z, fast enough that making them costs a load generator next to nothing: one
/// random number makes eight letters, all at once.
final class Letters {
    private static final int ALPHABET = 26;

    /// Every other byte: room for a byte times 26.
    private static final long LANES = 0x00FF00FF00FF00FFL;

    private static final long ALL_A = 0x4141414141414141L;
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

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

    /// Each byte times 26 / 256. 256 is no multiple of 26, so some letters are likelier than others
    /// by a tenth, which is no pattern a compressor could use: 4.699 bits a letter instead of
    /// 4.700.
    private static long eight(long chance) {
        long even = (((chance & LANES) * ALPHABET) >>> Byte.SIZE) & LANES;
        long odd = (((chance >>> Byte.SIZE) & LANES) * ALPHABET) & ~LANES;
        return (even | odd) + ALL_A;
    }
}
