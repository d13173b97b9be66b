package io.millrace.api.dynamodb;

import io.millrace.api.Reply;
import io.millrace.api.Request;
import io.millrace.api.RequestIds;
import io.millrace.wire.Output;
import io.millrace.wire.Protocol;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32;

/// What surrounds the answer to one request: its id, and a checksum of its body, which clients
/// compare.
final class Envelope {
    private static final int ERROR_BYTES = 512;
    private static final String EXPOSED =
            "x-amzn-RequestId,x-amzn-ErrorType,x-amz-request-id,x-amz-id-2,x-amzn-ErrorMessage,"
                    + "x-amz-crc32,Date";

    private final Protocol protocol;
    private final String requestId;
    private final List<Reply.Header> headers = new ArrayList<>(6);

    Envelope(Request request, Protocol protocol, RandomGenerator random) {
        this.protocol = protocol;
        this.requestId = RequestIds.next(random);
        add("x-amzn-RequestId", requestId);
        if (request.header("Origin") != null) {
            add("Access-Control-Allow-Origin", "*");
            add("Access-Control-Expose-Headers", EXPOSED);
        }
        if (protocol == Protocol.RPC_CBOR) {
            // Smithy RPC v2 CBOR, "Responses": without it clients take the reply for another's.
            add("smithy-protocol", "rpc-v2-cbor");
        }
    }

    String requestId() {
        return requestId;
    }

    Reply success(ByteBuffer body) {
        return reply(200, protocol.replyType(), body);
    }

    Reply failure(Refusal refusal) {
        Output output = protocol.write(ERROR_BYTES).beginStructure();
        refusal.write(output);
        return reply(refusal.status(), protocol.replyType(), output.endStructure().finish());
    }

    /// The reply to what is no call at all.
    Reply unknown() {
        byte[] body = "<UnknownOperationException/>\n".getBytes(StandardCharsets.US_ASCII);
        return reply(404, "application/xml", ByteBuffer.wrap(body));
    }

    private Reply reply(int status, String contentType, ByteBuffer body) {
        CRC32 crc = new CRC32();
        crc.update(body.duplicate());
        add("x-amz-crc32", Long.toString(crc.getValue()));
        add("Content-Type", contentType);
        return new Reply.Whole(status, headers, body);
    }

    private void add(String name, String value) {
        headers.add(new Reply.Header(name, value));
    }
}
