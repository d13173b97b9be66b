package io.millrace.stream;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Hashes partition keys to hash keys: MD5 of the UTF-8 bytes, read as an unsigned big-endian
/// number. Keeps the last result in two longs. Not safe for many threads.
final class KeyHasher {
    private static final int MD5_BYTES = 16;

    private final MessageDigest md5;
    private final byte[] digest = new byte[MD5_BYTES];

    KeyHasher() {
        try {
            md5 = MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }

    void hash(byte[] partitionKey) {
        try {
            md5.update(partitionKey);
            int _ = md5.digest(digest, 0, MD5_BYTES);
        } catch (DigestException e) {
            throw new IllegalStateException("16 bytes hold an MD5", e);
        }
    }

    long high() {
        return longAt(0);
    }

    long low() {
        return longAt(8);
    }

    private long longAt(int offset) {
        long value = 0;
        for (int i = offset; i < offset + 8; i++) {
            value = value << 8 | (digest[i] & 0xff);
        }
        return value;
    }
}
