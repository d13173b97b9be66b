package io.millrace.wire;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// CBOR (RFC 8949) as AWS uses it: byte strings stand in the body as they are, so nothing is
/// copied. AWS CBOR 1.1 has moments in milliseconds, rpc-v2-cbor in seconds.
final class CborDialect implements Dialect {
    static final CborDialect INSTANCE = new CborDialect(false);
    static final CborDialect RPC = new CborDialect(true);

    private static final int MAJOR_BYTES = 2;
    private static final int MAJOR_TAG = 6;
    private static final int INDEFINITE = 31;

    /// Half a character, which JSON can spell and UTF-8 cannot, may come back in an error text.
    private final CBORFactory factory =
            Dialect.configured(CBORFactory.builder())
                    .enable(CBORGenerator.Feature.LENIENT_UTF_ENCODING)
                    .build();

    private final boolean seconds;

    private CborDialect(boolean seconds) {
        this.seconds = seconds;
    }

    @Override
    public JsonParser parse(byte[] body) throws IOException {
        return factory.createParser(body);
    }

    @Override
    public Output write(ByteSink sink) throws IOException {
        return new CborOutput(factory.createGenerator(sink), sink, seconds);
    }

    @Override
    public @Nullable Bytes readBlob(Cursor cursor) throws IOException {
        if (cursor.token() != JsonToken.VALUE_EMBEDDED_OBJECT) {
            cursor.refuse(Scalars.unconvertible(cursor.token(), "a Blob"));
            return null;
        }
        Bytes bytes = definite(cursor);
        if (bytes == null) {
            byte[] joined = cursor.parser().getBinaryValue();
            bytes = new Bytes(joined, 0, joined.length);
        }
        cursor.advance();
        return bytes;
    }

    /// Tag 1 with an integer (the service's own form), a plain number, or a float of either.
    @Override
    public long millis(JsonParser parser) throws IOException {
        return seconds ? Scalars.millisOfSeconds(parser) : Scalars.whole(parser);
    }

    /// A byte string with a length in front, as a view; null for one in chunks.
    private static @Nullable Bytes definite(Cursor cursor) throws IOException {
        byte[] body = cursor.body();
        int at = cursor.tokenOffset();
        while ((body[at] & 0xff) >> 5 == MAJOR_TAG) {
            at += 1 + argumentLength(body[at] & 31);
        }
        int initial = body[at] & 0xff;
        int info = initial & 31;
        assert initial >> 5 == MAJOR_BYTES : "byte string expected, found " + initial;
        if (info == INDEFINITE) {
            return null;
        }
        int argumentLength = argumentLength(info);
        int start = at + 1 + argumentLength;
        long length = argumentLength == 0 ? info : 0;
        for (int i = at + 1; i < start && i < body.length; i++) {
            length = (length << 8) | (body[i] & 0xff);
        }
        if (length < 0 || length > body.length - start) {
            throw new JsonParseException(
                    cursor.parser(), "byte string of " + length + " bytes beyond the end");
        }
        return new Bytes(body, start, (int) length);
    }

    /// How many bytes follow an initial byte with this additional information (RFC 8949, 3).
    private static int argumentLength(int info) {
        return info < 24 ? 0 : 1 << (info - 24);
    }
}
