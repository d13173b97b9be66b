package io.millrace.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// AWS JSON 1.1: bytes in base64, moments in seconds.
///
/// Base64 is decoded from the raw bytes of the body, between the quotes; only a text with escapes
/// in it (some encoders write `/` as `\/`) goes through the parser first.
final class JsonDialect implements Dialect {
    static final JsonDialect INSTANCE = new JsonDialect();

    /// Always UTF-8: guessing would let a body change how its offsets are counted.
    private final JsonFactory factory =
            Dialect.configured(new JsonFactoryBuilder())
                    .disable(JsonFactory.Feature.CHARSET_DETECTION)
                    .build();

    private JsonDialect() {}

    @Override
    public JsonParser parse(byte[] body) throws IOException {
        return factory.createParser(body);
    }

    @Override
    public Output write(ByteSink sink) throws IOException {
        return new JsonOutput(factory.createGenerator(sink), sink);
    }

    @Override
    public @Nullable Bytes readBlob(Cursor cursor) throws IOException {
        if (cursor.token() != JsonToken.VALUE_STRING) {
            cursor.refuse(Scalars.unconvertible(cursor.token(), "a Blob"));
            return null;
        }
        byte[] body = cursor.body();
        int open = cursor.tokenOffset();
        cursor.advance();
        // Between a value and the token after it stand white space and a comma at most.
        int close = cursor.tokenOffset() - 1;
        while (body[close] != '"') {
            close--;
        }
        Bytes bytes = Base64Text.decode(body, open + 1, close);
        return bytes != null ? bytes : unescape(cursor, open, close + 1);
    }

    private @Nullable Bytes unescape(Cursor cursor, int from, int to) throws IOException {
        String text;
        try (JsonParser parser = factory.createParser(cursor.body(), from, to - from)) {
            parser.nextToken();
            text = parser.getText();
        }
        byte[] plain = text.getBytes(StandardCharsets.UTF_8);
        Bytes bytes = Base64Text.decode(plain, 0, plain.length);
        if (bytes == null) {
            cursor.note(Base64Text.fault(text));
        }
        return bytes;
    }

    @Override
    public long millis(JsonParser parser) throws IOException {
        return Scalars.millisOfSeconds(parser);
    }

    /// Strict base64: RFC 4648 with padding and without stray bits.
    private static final class Base64Text {
        private static final String ALPHABET =
                "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

        private Base64Text() {}

        /// Null when it is not strict base64.
        static @Nullable Bytes decode(byte[] source, int from, int to) {
            if ((to - from) % 4 != 0 || hasStrayBits(source, from, to)) {
                return null;
            }
            try {
                ByteBuffer decoded =
                        Base64.getDecoder().decode(ByteBuffer.wrap(source, from, to - from));
                return new Bytes(decoded.array(), decoded.arrayOffset(), decoded.remaining());
            } catch (IllegalArgumentException notBase64) {
                return null;
            }
        }

        /// Whether the last digit holds bits that belong to no byte.
        private static boolean hasStrayBits(byte[] source, int from, int to) {
            if (from == to || source[to - 1] != '=') {
                return false;
            }
            boolean two = source[to - 2] == '=';
            int digit = ALPHABET.indexOf(source[two ? to - 3 : to - 2]);
            return (digit & (two ? 15 : 3)) != 0;
        }

        static String fault(String text) {
            String prefix = Violations.quote(text) + " can not be converted to a Blob: ";
            if (text.length() % 4 != 0) {
                return prefix
                        + "Base64 encoded length is expected a multiple of 4 bytes but found: "
                        + text.length();
            }
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                boolean endsEarly = c == '=' && i + 1 < text.length() && text.charAt(i + 1) != '=';
                if (endsEarly || (c != '=' && ALPHABET.indexOf(c) < 0)) {
                    return prefix + "Invalid Base64 character: '" + c + "'";
                }
            }
            return prefix + "Invalid last non-pad Base64 character dectected";
        }
    }
}
