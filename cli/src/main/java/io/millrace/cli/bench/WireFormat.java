package io.millrace.cli.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import java.util.Locale;

/// The two ways to write a Kinesis request.
enum WireFormat {
    CBOR("application/x-amz-cbor-1.1", new CBORFactory()),
    JSON("application/x-amz-json-1.1", new JsonFactory());

    private final String contentType;
    private final JsonFactory factory;

    WireFormat(String contentType, JsonFactory factory) {
        this.contentType = contentType;
        this.factory = factory;
    }

    String contentType() {
        return contentType;
    }

    JsonFactory factory() {
        return factory;
    }

    /// As it stands in the result.
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
