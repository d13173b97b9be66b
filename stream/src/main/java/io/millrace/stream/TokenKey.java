package io.millrace.stream;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// The secret that seals iterators and page tokens: an AES-256 key, made once and kept in the
/// replicated state. Immutable.
final class TokenKey {
    static final int BYTES = 32;

    private final byte[] bytes;

    TokenKey(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a token key of " + bytes.length + " bytes");
        }
        this.bytes = bytes.clone();
    }

    static TokenKey random(RandomGenerator random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new TokenKey(bytes);
    }

    byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TokenKey key && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "TokenKey";
    }
}
