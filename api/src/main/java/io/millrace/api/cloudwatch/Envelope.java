package io.millrace.api.cloudwatch;

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
    private static final String NAMESPACE =
            " xmlns=\"http://monitoring.amazonaws.com/doc/2010-08-01/\">";
    private static final int ERROR_BYTES = 256;

    private final Protocol protocol;
    private final String requestId;
    private final List<Reply.Header> headers = new ArrayList<>(4);

    Envelope(Protocol protocol, RandomGenerator random) {
        this.protocol = protocol;
        this.requestId = RequestIds.next(random);
        add("x-amzn-RequestId", requestId);
        add("Content-Type", protocol.replyType());
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
        return switch (protocol) {
            case RPC_CBOR, JSON -> new Reply.Whole(200, headers, body);
            case QUERY -> {
                String open =
                        "<" + operation + "Response" + NAMESPACE + "<" + operation + "Result>";
                String close =
                        "</"
                                + operation
                                + "Result><ResponseMetadata><RequestId>"
                                + requestId
                                + "</RequestId></ResponseMetadata></"
                                + operation
                                + "Response>";
                yield new Reply.Whole(200, headers, join(open, body, close));
            }
        };
    }

    Reply failure(Refusal refusal) {
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
                        join("<ErrorResponse" + NAMESPACE, body, "</ErrorResponse>"));
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

    private void add(String name, String value) {
        headers.add(new Reply.Header(name, value));
    }
}
