package io.millrace.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads single values, with the conversions and the complaints of the service.
final class Scalars {
    static final String UNEXPECTED_LIST = "Start of list found where not expected";
    static final String UNEXPECTED_STRUCTURE =
            "Start of structure or map found where not expected.";

    private Scalars() {}

    static @Nullable String readText(Cursor cursor) throws IOException {
        if (cursor.token() != JsonToken.VALUE_STRING) {
            cursor.refuse(unconvertible(cursor.token(), "an String"));
            return null;
        }
        String text = cursor.parser().getText();
        cursor.advance();
        return text;
    }

    static @Nullable Long readWhole(Cursor cursor, Shape.Width width) throws IOException {
        if (!isNumber(cursor.token())) {
            cursor.refuse(unconvertible(cursor.token(), width.title));
            return null;
        }
        long value = Math.min(whole(cursor.parser()), width.ceiling);
        cursor.advance();
        return value;
    }

    /// Reads a number with a fraction. What no number is stands in JSON as a text (Smithy, "AWS
    /// JSON 1.0 protocol", shape serialization of doubles).
    static @Nullable Double readReal(Cursor cursor) throws IOException {
        Double value =
                isNumber(cursor.token())
                        ? (Double) cursor.parser().getDoubleValue()
                        : beyondNumbers(cursor);
        if (value == null) {
            cursor.refuse(unconvertible(cursor.token(), "an Double"));
            return null;
        }
        cursor.advance();
        return value;
    }

    private static @Nullable Double beyondNumbers(Cursor cursor) throws IOException {
        if (cursor.token() != JsonToken.VALUE_STRING) {
            return null;
        }
        return switch (cursor.parser().getText()) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> null;
        };
    }

    static @Nullable Long readMoment(Cursor cursor, Dialect dialect) throws IOException {
        if (!isNumber(cursor.token())) {
            cursor.refuse(unconvertible(cursor.token(), "milliseconds since epoch"));
            return null;
        }
        long millis = dialect.millis(cursor.parser());
        cursor.advance();
        return millis;
    }

    static @Nullable Boolean readFlag(Cursor cursor) throws IOException {
        JsonToken token = cursor.token();
        if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            cursor.advance();
            return token == JsonToken.VALUE_TRUE;
        }
        if (token != JsonToken.VALUE_STRING) {
            cursor.refuse(unconvertible(token, "an Boolean"));
            return null;
        }
        String text = cursor.parser().getText().toUpperCase(Locale.ROOT);
        cursor.advance();
        return switch (text) {
            case "TRUE", "YES", "1" -> true;
            case "FALSE", "NO", "0" -> false;
            default -> {
                cursor.note(Violations.quote(text) + " can not be converted to an Boolean");
                yield null;
            }
        };
    }

    /// What the service says about a token where it wanted something else.
    ///
    /// @param wanted with its article, as the service has it
    static String unconvertible(@Nullable JsonToken token, String wanted) {
        return switch (token) {
            case START_ARRAY -> UNEXPECTED_LIST;
            case START_OBJECT -> UNEXPECTED_STRUCTURE;
            case VALUE_TRUE, VALUE_FALSE -> conversion("java.lang.Boolean", wanted);
            case VALUE_STRING -> conversion("java.lang.String", wanted);
            case VALUE_EMBEDDED_OBJECT -> conversion("java.nio.HeapByteBuffer", wanted);
            case null, default ->
                    conversion("com.amazon.coral.value.json.numbers.TruncatingBigNumber", wanted);
        };
    }

    private static String conversion(String javaClass, String wanted) {
        return "class " + javaClass + " can not be converted to " + wanted;
    }

    private static boolean isNumber(@Nullable JsonToken token) {
        return token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT;
    }

    /// Milliseconds of the current number of seconds.
    static long millisOfSeconds(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            long seconds = whole(parser);
            if (Math.abs(seconds / 1000) < Long.MAX_VALUE / 1_000_000) {
                return seconds * 1000;
            }
        }
        return Math.round(parser.getDoubleValue() * 1000);
    }

    /// The current number rounded down; beyond the range of `long`, its nearer end.
    static long whole(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_FLOAT) {
            return (long) Math.floor(parser.getDoubleValue());
        }
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            return parser.getBigIntegerValue().signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        return parser.getLongValue();
    }
}
