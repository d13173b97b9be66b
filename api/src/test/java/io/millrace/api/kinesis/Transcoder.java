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
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Turns JSON bodies into CBOR ones and back, as a client that speaks both would write them: `Data`
/// is bytes, what ends in `Timestamp` is a moment.
final class Transcoder {
    private static final JsonFactory JSON = new JsonFactory();
    private static final CBORFactory CBOR = new CBORFactory();

    private Transcoder() {}

    /// A body in a format.
    static byte[] encode(Format format, String json) {
        return switch (format) {
            case JSON -> json.getBytes(StandardCharsets.UTF_8);
            case CBOR -> toCbor(json);
        };
    }

    /// A body as JSON; empty for an empty one.
    static String decode(Format format, byte[] body) {
        return switch (format) {
            case JSON -> new String(body, StandardCharsets.UTF_8);
            case CBOR -> body.length == 0 ? "" : toJson(body);
        };
    }

    private static byte[] toCbor(String json) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonParser parser = JSON.createParser(json);
                CBORGenerator generator = CBOR.createGenerator(bytes)) {
            String name = "";
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                name = token == JsonToken.FIELD_NAME ? parser.currentName() : name;
                if (name.equals("Data") && token == JsonToken.VALUE_STRING) {
                    generator.writeBinary(Base64.getDecoder().decode(parser.getText()));
                } else if (name.endsWith("Timestamp") && token.isNumeric()) {
                    generator.writeTag(1);
                    generator.writeNumber(
                            parser.getDecimalValue().movePointRight(3).longValueExact());
                } else {
                    generator.copyCurrentEvent(parser);
                }
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static String toJson(byte[] cbor) {
        StringWriter text = new StringWriter();
        try (CBORParser parser = CBOR.createParser(cbor);
                JsonGenerator generator = JSON.createGenerator(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_NUMBER_INT && parser.getCurrentTag() == 1) {
                    generator.writeNumber(BigDecimal.valueOf(parser.getLongValue(), 3));
                } else if (token == JsonToken.VALUE_EMBEDDED_OBJECT) {
                    generator.writeString(
                            Base64.getEncoder().encodeToString(parser.getBinaryValue()));
                } else {
                    generator.copyCurrentEvent(parser);
                }
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }
}
