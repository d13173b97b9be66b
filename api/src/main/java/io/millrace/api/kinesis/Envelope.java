package io.millrace.api.kinesis;

import io.millrace.api.Feed;
import io.millrace.api.Reply;
import io.millrace.api.Request;
import io.millrace.api.RequestIds;
import io.millrace.wire.Format;
import io.millrace.wire.Output;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// What every reply to one request carries: its ids, and what browsers ask for.
final class Envelope {
    private static final int ID_2_BYTES = 72;
    private static final String EXPOSED =
            "x-amzn-RequestId,x-amzn-ErrorType,x-amz-request-id,x-amz-id-2,x-amzn-ErrorMessage,Date";

    private final String requestId;
    private final List<Reply.Header> headers = new ArrayList<>(6);
    private final boolean preflight;

    Envelope(Request request, RandomGenerator random) {
        String origin = request.header("Origin");
        preflight = origin != null && request.method().equals("OPTIONS");
        requestId = RequestIds.next(random);
        add("x-amzn-RequestId", requestId);
        if (!preflight) {
            byte[] bytes = new byte[ID_2_BYTES];
            random.nextBytes(bytes);
            add("x-amz-id-2", Base64.getEncoder().encodeToString(bytes));
        }
        if (origin != null) {
            add("Access-Control-Allow-Origin", "*");
        }
        if (preflight) {
            echo("Access-Control-Allow-Headers", request.header("Access-Control-Request-Headers"));
            echo("Access-Control-Allow-Methods", request.header("Access-Control-Request-Method"));
            add("Access-Control-Max-Age", "172800");
        } else if (origin != null) {
            add("Access-Control-Expose-Headers", EXPOSED);
        }
    }

    String requestId() {
        return requestId;
    }

    /// Whether a browser only asks what it may send.
    boolean isPreflight() {
        return preflight;
    }

    Reply bare(int status) {
        return new Reply.Whole(status, headers, ByteBuffer.allocate(0));
    }

    Reply text(int status, String contentType, String body) {
        return reply(status, contentType, ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)));
    }

    Reply reply(int status, String contentType, ByteBuffer body) {
        add("Content-Type", contentType);
        return new Reply.Whole(status, headers, body);
    }

    /// An answer in pieces.
    Reply events(String contentType, Feed feed) {
        add("Content-Type", contentType);
        return new Reply.Events(200, headers, feed);
    }

    /// An error without a text.
    Reply error(int status, Format format, String type) {
        return reply(status, format.contentType(), start(format, type, 0).endStructure().finish());
    }

    /// An error with a text.
    Reply error(int status, Format format, String type, String message) {
        Output body = start(format, type, message.length()).text("message", message);
        return reply(status, format.contentType(), body.endStructure().finish());
    }

    /// A type error, whose text has a key of its own.
    Reply mistyped(Format format, String message) {
        Output body =
                start(format, "SerializationException", message.length()).text("Message", message);
        return reply(400, format.contentType(), body.endStructure().finish());
    }

    private static Output start(Format format, String type, int messageLength) {
        return format.write(64 + type.length() + messageLength)
                .beginStructure()
                .text("__type", type);
    }

    private void echo(String name, @Nullable String value) {
        if (value != null) {
            add(name, value);
        }
    }

    private void add(String name, String value) {
        headers.add(new Reply.Header(name, value));
    }
}
