package io.millrace.cli.stream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;

/// Prints one JSON document.
final class JsonDocument {
    private JsonDocument() {}

    /// What stands in the document.
    @FunctionalInterface
    interface Content {
        void write(JsonGenerator json) throws IOException;
    }

    /// Prints an object with some members, and a line feed.
    static void print(PrintWriter out, Content members) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            members.write(json);
            json.writeEndObject();
        }
        out.println(text);
    }
}
