package io.millrace.wire;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A request body being read value by value, in one of the formats: the counterpart of {@link
/// Output} for a {@link CustomReader}. A value of the wrong type is noted and passed over; the body
/// is refused for it when it has been read to its end. Not thread-safe.
public final class Input {
    private final Cursor cursor;
    private final Dialect dialect;

    Input(Cursor cursor, Dialect dialect) {
        this.cursor = cursor;
        this.dialect = dialect;
    }

    /// Whether the current value is null, which is passed over then.
    public boolean skipNull() throws IOException {
        boolean absent = cursor.token() == JsonToken.VALUE_NULL;
        if (absent) {
            cursor.advance();
        }
        return absent;
    }

    /// Enters a structure; false if the value is none.
    public boolean beginStructure() throws IOException {
        return begin(JsonToken.START_OBJECT, "Expected null");
    }

    /// Enters a map, to be read as a structure is; false if the value is none.
    public boolean beginMap() throws IOException {
        return begin(JsonToken.START_OBJECT, "Expected map or null");
    }

    /// Enters a list; false if the value is none.
    public boolean beginList() throws IOException {
        return begin(JsonToken.START_ARRAY, "Expected list or null");
    }

    /// Name of the next member, whose value is to be read or passed over; null at the end, which is
    /// left.
    public @Nullable String nextName() throws IOException {
        boolean end = cursor.token() == JsonToken.END_OBJECT;
        String name = end ? null : cursor.parser().currentName();
        cursor.advance();
        return name;
    }

    /// Whether the list goes on, with an item to be read or passed over; its end is left.
    public boolean hasNext() throws IOException {
        boolean end = cursor.token() == JsonToken.END_ARRAY;
        if (end) {
            cursor.advance();
        }
        return !end;
    }

    /// A text; null if the value is none.
    public @Nullable String text() throws IOException {
        return Scalars.readText(cursor);
    }

    /// True or false; null if the value is neither.
    public @Nullable Boolean flag() throws IOException {
        return Scalars.readFlag(cursor);
    }

    /// Bytes; null if the value is of another type.
    public @Nullable Bytes bytes() throws IOException {
        return dialect.readBlob(cursor);
    }

    /// Passes over the current value, whatever it is.
    public void skip() throws IOException {
        cursor.skip();
    }

    /// Whether the current value opens as it should; if not, it is noted and passed over.
    private boolean begin(JsonToken opening, String scalarText) throws IOException {
        JsonToken token = cursor.token();
        if (token == opening) {
            cursor.advance();
            return true;
        }
        boolean scalar = token != JsonToken.START_ARRAY && token != JsonToken.START_OBJECT;
        cursor.refuse(scalar ? scalarText : Scalars.unconvertible(token, ""));
        return false;
    }
}
