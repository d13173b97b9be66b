package io.millrace.wire;

/// A protocol of a service that speaks several, of which a client picks one: how its request and
/// reply bodies are read and written. Thread-safe.
public enum Protocol {
    /// Smithy RPC v2 CBOR: moments as tag 1 with seconds.
    RPC_CBOR("application/cbor", "application/cbor"),

    /// AWS JSON 1.0: moments in seconds.
    JSON("application/x-amz-json-1.0", "application/x-amz-json-1.0"),

    /// AWS query: a form in, XML out, moments in ISO 8601.
    QUERY("application/x-www-form-urlencoded", "text/xml");

    private final String requestType;
    private final String replyType;

    Protocol(String requestType, String replyType) {
        this.requestType = requestType;
        this.replyType = replyType;
    }

    /// The media type of requests, without parameters.
    public String requestType() {
        return requestType;
    }

    /// The media type of replies.
    public String replyType() {
        return replyType;
    }

    /// Reads a body, as {@link Format#decode} does; an empty one is a structure without members.
    ///
    /// @param body not written to; the values may share it
    public Decoded decode(Structure shape, byte[] body) {
        if (body.length == 0) {
            return new Decoded.Input(Values.none(shape));
        }
        return switch (this) {
            case RPC_CBOR -> CborDialect.RPC.decode(shape, body);
            case JSON -> JsonDialect.INSTANCE.decode(shape, body);
            case QUERY -> FormDecoder.decode(shape, body);
        };
    }

    /// Starts a body to be written. In XML the outermost structure has no element of its own: the
    /// service puts its members where its replies have them.
    ///
    /// @param expectedBytes about how long it will be; a better guess saves copies
    public Output write(int expectedBytes) {
        return switch (this) {
            case RPC_CBOR -> CborDialect.RPC.write(expectedBytes);
            case JSON -> JsonDialect.INSTANCE.write(expectedBytes);
            case QUERY -> new XmlOutput(expectedBytes);
        };
    }
}
