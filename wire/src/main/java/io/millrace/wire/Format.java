package io.millrace.wire;

/// A format of request and reply bodies of Kinesis. Thread-safe.
public enum Format {
    /// AWS JSON 1.1.
    JSON("application/x-amz-json-1.1"),

    /// AWS CBOR 1.1, the format of the Java clients.
    CBOR("application/x-amz-cbor-1.1");

    private final String contentType;

    Format(String contentType) {
        this.contentType = contentType;
    }

    /// The media type, without parameters.
    public String contentType() {
        return contentType;
    }

    /// Reads a body. Members the shape does not know are passed over, null counts as absent, the
    /// last of several members with one name holds.
    ///
    /// @param body not written to; the values may share it
    public Decoded decode(Structure shape, byte[] body) {
        return dialect().decode(shape, body);
    }

    /// Starts a body to be written.
    ///
    /// @param expectedBytes about how long it will be; a better guess saves copies
    public Output write(int expectedBytes) {
        return dialect().write(expectedBytes);
    }

    private Dialect dialect() {
        return switch (this) {
            case JSON -> JsonDialect.INSTANCE;
            case CBOR -> CborDialect.INSTANCE;
        };
    }
}
