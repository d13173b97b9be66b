package io.millrace.api.kinesis;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import com.fasterxml.jackson.dataformat.cbor.CBORParser;
import io.millrace.wire.Format;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Bodies as trees of plain values, so that a test says what a client means and each format writes
/// it its own way: maps, lists, texts, longs, decimals, booleans, byte arrays, moments and null.
final class Trees {
    private static final JsonFactory JSON = new JsonFactory();
    private static final CBORFactory CBOR = new CBORFactory();
    private static final int MOMENT_TAG = 1;

    private Trees() {}

    /// The null of a body.
    enum Null {
        NULL
    }

    /// A moment.
    record Moment(long millis) {}

    /// A tree as a body.
    static byte[] encode(Format format, Object tree) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator generator = generator(format, bytes)) {
            write(generator, tree);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /// A body as a tree. JSON has no bytes and no moments: they come back as texts and numbers.
    static Object decode(Format format, byte[] body) {
        try (JsonParser parser =
                format == Format.JSON ? JSON.createParser(body) : CBOR.createParser(body)) {
            parser.nextToken();
            Object tree = read(parser);
            if (parser.nextToken() != null) {
                throw new AssertionError("more than one value in the body");
            }
            return tree;
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    /// A structure in JSON, in which `'` stands for `"`.
    static Map<String, Object> structure(String json) {
        try (JsonParser parser = JSON.createParser(json.replace('\'', '"'))) {
            parser.nextToken();
            return map(parser);
        } catch (IOException malformed) {
            throw new UncheckedIOException(json, malformed);
        }
    }

    /// A structure with one member more, or another value of one.
    static Map<String, Object> with(Map<String, Object> tree, String member, Object value) {
        Map<String, Object> longer = new LinkedHashMap<>(tree);
        longer.put(member, value);
        return longer;
    }

    /// A structure without a member.
    static Map<String, Object> without(Map<String, Object> tree, String member) {
        Map<String, Object> shorter = new LinkedHashMap<>(tree);
        shorter.remove(member);
        return shorter;
    }

    @SuppressWarnings("unchecked") // trees are made here, with texts as keys
    static Map<String, Object> asStructure(Object tree) {
        return (Map<String, Object>) tree;
    }

    private static JsonGenerator generator(Format format, ByteArrayOutputStream bytes)
            throws IOException {
        return format == Format.JSON ? JSON.createGenerator(bytes) : CBOR.createGenerator(bytes);
    }

    private static void write(JsonGenerator generator, Object tree) throws IOException {
        switch (tree) {
            case Null _ -> generator.writeNull();
            case String text -> generator.writeString(text);
            case Long number -> generator.writeNumber(number);
            case BigDecimal number -> generator.writeNumber(number.doubleValue());
            case Boolean flag -> generator.writeBoolean(flag);
            case byte[] bytes -> generator.writeBinary(bytes);
            case Moment moment -> write(generator, moment);
            case List<?> list -> {
                generator.writeStartArray();
                for (Object item : list) {
                    write(generator, item);
                }
                generator.writeEndArray();
            }
            case Map<?, ?> map -> {
                generator.writeStartObject();
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    generator.writeFieldName(String.valueOf(entry.getKey()));
                    write(generator, entry.getValue());
                }
                generator.writeEndObject();
            }
            default -> throw new IllegalArgumentException(tree.getClass().getName());
        }
    }

    private static void write(JsonGenerator generator, Moment moment) throws IOException {
        if (generator instanceof CBORGenerator cbor) {
            cbor.writeTag(MOMENT_TAG);
            cbor.writeNumber(moment.millis());
        } else {
            generator.writeNumber(BigDecimal.valueOf(moment.millis(), 3));
        }
    }

    private static Object read(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case VALUE_NULL -> Null.NULL;
            case VALUE_STRING -> parser.getText();
            case VALUE_TRUE, VALUE_FALSE -> token == JsonToken.VALUE_TRUE;
            case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            case VALUE_NUMBER_INT ->
                    parser instanceof CBORParser cbor && cbor.getCurrentTag() == MOMENT_TAG
                            ? new Moment(parser.getLongValue())
                            : (Object) parser.getLongValue();
            case VALUE_EMBEDDED_OBJECT -> parser.getBinaryValue();
            case START_ARRAY -> {
                List<Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(read(parser));
                }
                yield list;
            }
            case START_OBJECT -> map(parser);
            case null, default -> throw new IOException("unexpected " + token);
        };
    }

    private static Map<String, Object> map(JsonParser parser) throws IOException {
        Map<String, Object> map = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            if (map.put(name, read(parser)) != null) {
                throw new IOException(name + " twice");
            }
        }
        return map;
    }
}
