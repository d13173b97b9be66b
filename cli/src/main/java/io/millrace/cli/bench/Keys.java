package io.millrace.cli.bench;

import java.util.HexFormat;

/// The partition keys of a run: for each writer 4,096 of its own, random and the same whenever
/// asked for, so that they need not be kept.
final class Keys {
    static final int PER_WRITER = 4096;

    /// Length of a key, in characters and in bytes.
    static final int LENGTH = 16;

    private final long seed;

    /// @param seed of the run: other runs have other keys
    Keys(long seed) {
        this.seed = seed;
    }

    /// 16 hex digits.
    String key(int writer, int index) {
        return HexFormat.of().toHexDigits(mixed(seed + 31L * (((long) writer << 32) | index)));
    }

    /// The finalizer of MurmurHash3: each bit of the input changes half of the output's.
    private static long mixed(long value) {
        long z = (value ^ value >>> 33) * 0xff51afd7ed558ccdL;
        z = (z ^ z >>> 33) * 0xc4ceb9fe1a85ec53L;
        return z ^ z >>> 33;
    }
}
