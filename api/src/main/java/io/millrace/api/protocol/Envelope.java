package io.millrace.api.protocol;

import io.millrace.api.Reply;
import io.millrace.api.RequestIds;
import io.millrace.wire.Output;
import io.millrace.wire.Protocol;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// What surrounds the answer to one request in its protocol.
final class Envelope {
    private static final int ERROR_BYTES = 256;

    private final Protocol protocol;
    private final String namespace;
    private final String requestId;
    private final List<Reply.Header> headers = new ArrayList<>(4);

    /// @param namespace of the XML
    Envelope(Protocol protocol, String namespace, RandomGenerator random) {
        this.protocol = protocol;
        this.namespace = " xmlns=\"" + namespace + "\">";
        this.requestId = RequestIds.next(random);
        add("x-amzn-RequestId", requestId);
        if (protocol == Protocol.RPC_CBOR) {
            // Smithy RPC v2 CBOR, "Responses": without it clients take the reply for another's.
            add("smithy-protocol", "rpc-v2-cbor");
        }
    }

    String requestId() {
        return requestId;
    }

    /// @param body of the operation's structure
    Reply success(String operation, ByteBuffer body) {
        addType();
        return switch (protocol) {
            case RPC_CBOR, JSON -> new Reply.Whole(200, headers, body);
            case QUERY -> {
                String result = operation + "Result>";
                yield new Reply.Whole(
                        200, headers, answer(operation, "<" + result, body, "</" + result));
            }
        };
    }

    /// The answer of an operation that has no structure to answer with: no body, and therefore no
    /// type (Smithy RPC v2 CBOR, "Responses"); in the query protocol the request's id alone.
    Reply success(String operation) {
        return switch (protocol) {
            case RPC_CBOR, JSON -> new Reply.Whole(200, headers, ByteBuffer.allocate(0));
            case QUERY -> {
                addType();
                yield new Reply.Whole(
                        200, headers, answer(operation, "", ByteBuffer.allocate(0), ""));
            }
        };
    }

    private ByteBuffer answer(String operation, String open, ByteBuffer body, String close) {
        String response = operation + "Response";
        return join(
                "<" + response + namespace + open,
                body,
                close
                        + "<ResponseMetadata><RequestId>"
                        + requestId
                        + "</RequestId></ResponseMetadata></"
                        + response
                        + ">");
    }

    Reply failure(Refused refusal) {
        addType();
        Output output = protocol.write(ERROR_BYTES).beginStructure();
        return switch (protocol) {
            case RPC_CBOR, JSON -> {
                // How clients of services that once spoke the query protocol find its error names.
                add("x-amzn-query-error", refusal.code() + ";" + refusal.fault());
                ByteBuffer body =
                        output.text("__type", refusal.type())
                                .text("message", refusal.text())
                                .endStructure()
                                .finish();
                yield new Reply.Whole(refusal.status(), headers, body);
            }
            case QUERY -> {
                ByteBuffer body =
                        output.name("Error")
                                .beginStructure()
                                .text("Type", refusal.fault())
                                .text("Code", refusal.code())
                                .text("Message", refusal.text())
                                .endStructure()
                                .text("RequestId", requestId)
                                .endStructure()
                                .finish();
                yield new Reply.Whole(
                        refusal.status(),
                        headers,
                        join("<ErrorResponse" + namespace, body, "</ErrorResponse>"));
            }
        };
    }

    private static ByteBuffer join(String open, ByteBuffer body, String close) {
        byte[] before = open.getBytes(StandardCharsets.US_ASCII);
        byte[] after = close.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(before.length + body.remaining() + after.length)
                .put(before)
                .put(body)
                .put(after)
                .flip();
    }

    private void addType() {
        add("Content-Type", protocol.replyType());
    }

    private void add(String name, String value) {
        headers.add(new Reply.Header(name, value));
    }
}
