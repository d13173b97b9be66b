package io.millrace.stream;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Seals what iterators and page tokens say, so that clients can neither read nor forge them: AES
/// in Galois/counter mode, in the look of AWS's iterators.
///
/// ```
/// base64 of  +-------------------------+-------+------------+-----+
///            | 00 00 00 00 00 00 00 01 | nonce | ciphertext | tag |
///            | 8 B                     | 12 B  | 116 B..    | 16B |
///            +-------------------------+-------+------------+-----+
/// ```
///
/// Nonce, ciphertext and tag together fill whole AES blocks. Kind, account and region are
/// authenticated with it: a token is of no use elsewhere.
///
/// The nonce is a salt of 6 random bytes, drawn at the start, and a counter of 6 bytes: within a
/// run it never repeats, and two runs that draw the same salt are unlikely beyond concern. Safe for
/// many threads; ciphers, which are slow to make, are kept for reuse.
final class TokenSeal {
    /// What a token is for.
    enum Kind {
        SHARD_ITERATOR,
        SHARD_PAGE,
        STREAM_PAGE,
        CONSUMER_PAGE
    }

    private static final long HEAD = 1;
    private static final int HEAD_BYTES = 8;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;
    private static final int BLOCK_BYTES = 16;
    private static final int MIN_PLAIN_BYTES = 116;
    private static final int KEPT_CIPHERS = 64;

    private final SecretKeySpec key;
    private final long salt;
    private final AtomicLong counter = new AtomicLong();
    private final BlockingQueue<Cipher> ciphers = new ArrayBlockingQueue<>(KEPT_CIPHERS);

    TokenSeal(TokenKey key, RandomGenerator random) {
        this.key = new SecretKeySpec(key.bytes(), "AES");
        this.salt = random.nextLong();
    }

    String seal(Kind kind, String account, String region, byte[] plain) {
        long count = counter.getAndIncrement();
        byte[] nonce =
                ByteBuffer.allocate(NONCE_BYTES)
                        .putLong(salt << 16 | (count >>> 32 & 0xffff))
                        .putInt((int) count)
                        .array();
        byte[] padded = new byte[paddedLength(plain.length)];
        System.arraycopy(plain, 0, padded, 0, plain.length);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, nonce, aad(kind, account, region), padded);
        if (sealed == null) {
            throw new IllegalStateException("an encryption has no tag to fail on");
        }
        byte[] token =
                ByteBuffer.allocate(HEAD_BYTES + NONCE_BYTES + sealed.length)
                        .putLong(HEAD)
                        .put(nonce)
                        .put(sealed)
                        .array();
        return Base64.getEncoder().encodeToString(token);
    }

    private static int paddedLength(int length) {
        int sealed = Math.max(MIN_PLAIN_BYTES, length) + NONCE_BYTES + TAG_BYTES;
        int whole = (sealed + BLOCK_BYTES - 1) / BLOCK_BYTES * BLOCK_BYTES;
        return whole - NONCE_BYTES - TAG_BYTES;
    }

    /// Opens a token.
    ///
    /// @return what was sealed, with zeros behind it; null if the token is none of ours
    @Nullable Unpacker open(Kind kind, String account, String region, String token) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(token);
        } catch (IllegalArgumentException _) {
            return null;
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (bytes.length < HEAD_BYTES + NONCE_BYTES + TAG_BYTES || in.getLong() != HEAD) {
            return null;
        }
        byte[] nonce = new byte[NONCE_BYTES];
        in.get(nonce);
        byte[] sealed = new byte[in.remaining()];
        in.get(sealed);
        byte[] plain = run(Cipher.DECRYPT_MODE, nonce, aad(kind, account, region), sealed);
        return plain == null ? null : new Unpacker(ByteBuffer.wrap(plain));
    }

    private byte @Nullable [] run(int mode, byte[] nonce, byte[] aad, byte[] input) {
        try {
            Cipher kept = ciphers.poll();
            Cipher cipher = kept == null ? Cipher.getInstance("AES/GCM/NoPadding") : kept;
            cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * 8, nonce));
            cipher.updateAAD(aad);
            byte[] output = cipher.doFinal(input);
            boolean _ = ciphers.offer(cipher);
            return output;
        } catch (AEADBadTagException _) {
            return null;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES in GCM", e);
        }
    }

    private static byte[] aad(Kind kind, String account, String region) {
        return (kind + "/" + account + "/" + region).getBytes(StandardCharsets.UTF_8);
    }
}
