package io.millrace.table;

/// Hashes that are the same everywhere and for ever: they stand in snapshots, and order the
/// partition keys of a scan. FNV-1a (64 bits), finished by the finalizer of SplitMix64.
final class Fingerprint {
    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private Fingerprint() {}

    static long of(byte[] bytes) {
        return mix(add(OFFSET, bytes));
    }

    /// Of two arrays, one behind the other.
    static long of(byte[] first, byte[] second) {
        return mix(add(add(OFFSET, first), second));
    }

    private static long add(long before, byte[] bytes) {
        long hash = before;
        for (byte octet : bytes) {
            hash = (hash ^ (octet & 0xff)) * PRIME;
        }
        return hash;
    }

    static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
