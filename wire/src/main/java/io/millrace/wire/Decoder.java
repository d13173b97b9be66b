package io.millrace.wire;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads one body by its shape, in one pass. A member of the wrong type does not end the pass: the
/// service finds fault with the syntax of the whole body before it looks at types.
///
/// What the body holds beyond the bounds of the shapes is passed over, so that many tiny items in a
/// bounded body do not become an unbounded number of objects.
final class Decoder {
    /// How many items are kept of a list or map to whose length the model sets no bound.
    private static final int UNBOUNDED_KEPT = 10_000;

    private final Cursor cursor;
    private final Dialect dialect;
    private final Input input;

    Decoder(Cursor cursor, Dialect dialect) {
        this.cursor = cursor;
        this.dialect = dialect;
        this.input = new Input(cursor, dialect);
    }

    Decoded decode(Structure shape) throws IOException {
        cursor.advance();
        if (cursor.token() != JsonToken.START_OBJECT) {
            return new Decoded.Malformed();
        }
        cursor.advance();
        Values values = structure(shape);
        if (cursor.token() != null) {
            return new Decoded.Malformed();
        }
        String mistake = cursor.mistake();
        return mistake == null ? new Decoded.Input(values) : new Decoded.Mistyped(mistake);
    }

    private @Nullable Object value(Shape shape) throws IOException {
        if (cursor.token() == JsonToken.VALUE_NULL) {
            cursor.advance();
            return null;
        }
        return switch (shape) {
            case Shape.Text _ -> Scalars.readText(cursor);
            case Shape.Blob _ -> dialect.readBlob(cursor);
            case Shape.Whole whole -> Scalars.readWhole(cursor, whole.width());
            case Shape.Real _ -> Scalars.readReal(cursor);
            case Shape.Flag _ -> Scalars.readFlag(cursor);
            case Shape.Moment _ -> Scalars.readMoment(cursor, dialect);
            case Shape.Many many -> list(many);
            case Shape.Dictionary dictionary -> map(dictionary);
            case Shape.Custom custom -> custom.reader().read(input);
            case Structure structure -> input.beginStructure() ? structure(structure) : null;
        };
    }

    /// The members of a structure that has been entered.
    private Values structure(Structure shape) throws IOException {
        @Nullable Object[] slots = new @Nullable Object[shape.size()];
        int hint = 0;
        while (cursor.token() != JsonToken.END_OBJECT) {
            int slot = shape.slot(cursor.parser().currentName(), hint);
            cursor.advance();
            if (slot < 0) {
                cursor.skip();
            } else {
                slots[slot] = value(shape.member(slot).shape());
                hint = slot + 1;
            }
        }
        cursor.advance();
        return new Values(shape, slots);
    }

    private @Nullable List<@Nullable Object> list(Shape.Many shape) throws IOException {
        if (!input.beginList()) {
            return null;
        }
        int kept = kept(shape.maxLength());
        List<@Nullable Object> items = new ArrayList<>();
        while (input.hasNext()) {
            if (items.size() < kept) {
                items.add(value(shape.element()));
            } else {
                cursor.skip();
            }
        }
        return items;
    }

    private @Nullable Map<String, @Nullable Object> map(Shape.Dictionary shape) throws IOException {
        if (!input.beginMap()) {
            return null;
        }
        int kept = kept(shape.maxLength());
        Map<String, @Nullable Object> entries = new LinkedHashMap<>();
        String key = input.nextName();
        while (key != null) {
            if (entries.size() < kept) {
                entries.put(key, value(shape.value()));
            } else {
                cursor.skip();
            }
            key = input.nextName();
        }
        return entries;
    }

    /// One more than allowed, so that a breach is seen.
    static int kept(int maxLength) {
        return maxLength == Integer.MAX_VALUE ? UNBOUNDED_KEPT : maxLength + 1;
    }
}
