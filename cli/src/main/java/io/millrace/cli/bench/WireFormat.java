package io.millrace.cli.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import java.util.Locale;

/// The two ways to write a Kinesis request.
enum WireFormat {
    CBOR("application/x-amz-cbor-1.1"),
    JSON("application/x-amz-json-1.1");

    private static final CBORFactory CBOR_FACTORY = new CBORFactory();
    private static final JsonFactory JSON_FACTORY = new JsonFactory();

    private final String contentType;

    WireFormat(String contentType) {
        this.contentType = contentType;
    }

    String contentType() {
        return contentType;
    }

    /// Makes generators and parsers. Thread-safe.
    JsonFactory factory() {
        return switch (this) {
            case CBOR -> CBOR_FACTORY;
            case JSON -> JSON_FACTORY;
        };
    }

    /// As it stands in the result.
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
