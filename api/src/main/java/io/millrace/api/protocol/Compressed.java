package io.millrace.api.protocol;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// Bodies that clients compressed, as SDKs do above 10 KiB.
final class Compressed {
    /// CloudWatch takes requests of 1 MB, the others less; without a bound a few bytes could become
    /// gigabytes.
    static final int MAX_PLAIN_BYTES = 1 << 20;

    private Compressed() {}

    /// The plain body.
    ///
    /// @param encoding value of `Content-Encoding`
    static byte[] plain(@Nullable String encoding, byte[] body) {
        String name = encoding == null ? "" : encoding.strip().toLowerCase(Locale.ROOT);
        return switch (name) {
            case "", "identity" -> body;
            case "gzip" -> inflate(body);
            default -> throw Refused.malformed("The encoding " + encoding + " is not supported.");
        };
    }

    private static byte[] inflate(byte[] body) {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            byte[] plain = in.readNBytes(MAX_PLAIN_BYTES + 1);
            if (plain.length > MAX_PLAIN_BYTES) {
                throw Refused.tooLarge(MAX_PLAIN_BYTES);
            }
            return plain;
        } catch (IOException e) {
            throw Refused.malformed("The body is not what gzip made.");
        }
    }
}
