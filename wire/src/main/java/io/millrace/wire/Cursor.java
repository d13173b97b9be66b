package io.millrace.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A position in a body being read, and the first thing found wrong with its types.
///
/// Whoever reads a value starts at its first token and leaves the cursor at the token after its
/// last.
final class Cursor {
    private final JsonParser parser;
    private final byte[] body;
    private @Nullable JsonToken token;
    private @Nullable String mistake;

    Cursor(JsonParser parser, byte[] body) {
        this.parser = parser;
        this.body = body;
    }

    JsonParser parser() {
        return parser;
    }

    byte[] body() {
        return body;
    }

    /// Null at the end of the body.
    @Nullable JsonToken token() {
        return token;
    }

    @Nullable String mistake() {
        return mistake;
    }

    void advance() throws IOException {
        token = parser.nextToken();
    }

    /// Where the current token starts in the body.
    int tokenOffset() {
        return (int) parser.currentTokenLocation().getByteOffset();
    }

    /// Passes over the current value, whatever it is.
    void skip() throws IOException {
        parser.skipChildren();
        advance();
    }

    /// Notes what is wrong with the current value and passes over it.
    void refuse(String text) throws IOException {
        note(text);
        skip();
    }

    /// Notes a mistake unless one was found before.
    void note(String text) {
        if (mistake == null) {
            mistake = text;
        }
    }
}
