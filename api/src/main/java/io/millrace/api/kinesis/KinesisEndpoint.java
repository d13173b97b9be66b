package io.millrace.api.kinesis;

import io.millrace.api.Endpoint;
import io.millrace.api.Reply;
import io.millrace.api.Request;
import io.millrace.stream.StreamEngine;
import io.millrace.wire.Decoded;
import io.millrace.wire.Format;
import io.millrace.wire.Structure;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Kinesis Data Streams over AWS JSON 1.1 and AWS CBOR 1.1. Thread-safe.
///
/// Checks come in the order of the service: a browser's preflight, method, empty body, content
/// type; then those of {@link Dispatcher}.
public final class KinesisEndpoint implements Endpoint {
    private static final Structure NOTHING = Structure.of("Nothing");
    private static final String XML = "application/xml";
    private static final String PLAIN_JSON = "application/json";

    private final Dispatcher dispatcher = new Dispatcher();
    private final Operations operations;
    private final RandomGenerator random;

    /// An endpoint for an engine.
    ///
    /// @param encoders where answers to puts are encoded; the log completes puts and must not be
    ///   held up
    /// @param random for request ids, used by many threads at once
    public KinesisEndpoint(StreamEngine engine, Executor encoders, RandomGenerator random) {
        this.operations = new Operations(engine, encoders);
        this.random = random;
    }

    @Override
    public CompletionStage<Reply> handle(Request request) {
        Envelope envelope = new Envelope(request, random);
        Format format = format(request);
        Operations.Target target = operations.find(request.header("X-Amz-Target"));
        boolean post = request.method().equals("POST") && !envelope.isPreflight();
        return post && format != null && request.body().length > 0
                ? dispatcher.dispatch(request, envelope, format, target)
                : CompletableFuture.completedStage(refuse(request, envelope, format, target));
    }

    /// The reply to what does not get as far as a dispatch.
    private static Reply refuse(
            Request request, Envelope envelope, @Nullable Format format, Operations.Target target) {
        if (envelope.isPreflight()) {
            return envelope.bare(200);
        }
        if (!request.method().equals("POST")) {
            return undetermined(envelope);
        }
        if (request.body().length == 0) {
            boolean known = !(target instanceof Operations.Target.Unknown);
            return envelope.error(
                    400,
                    format == Format.JSON ? Format.JSON : Format.CBOR,
                    known ? Operations.SERIALIZATION : Operations.UNKNOWN_OPERATION);
        }
        if (mediaType(request).equals(PLAIN_JSON)) {
            return plainJson(envelope, request.body());
        }
        return namesOperation(request.header("X-Amz-Target"))
                ? envelope.text(404, XML, "<UnknownOperationException/>\n")
                : undetermined(envelope);
    }

    private static Reply undetermined(Envelope envelope) {
        return envelope.text(
                403,
                XML,
                """
                <AccessDeniedException>
                  <Message>Unable to determine service/operation name to be authorized</Message>
                </AccessDeniedException>
                """);
    }

    /// JSON of no version: the service reads it and knows no operation in it.
    private static Reply plainJson(Envelope envelope, byte[] body) {
        boolean malformed = Format.JSON.decode(NOTHING, body) instanceof Decoded.Malformed;
        String type = malformed ? Operations.SERIALIZATION : Operations.UNKNOWN_OPERATION;
        return envelope.text(
                malformed ? 400 : 404,
                PLAIN_JSON,
                "{\"Output\":{\"__type\":\"com.amazon.coral.service#"
                        + type
                        + "\"},\"Version\":\"1.0\"}");
    }

    /// Whether a target has a service and an operation, known or not.
    private static boolean namesOperation(@Nullable String target) {
        int dot = target == null ? -1 : target.indexOf('.');
        return target != null && dot > 0 && dot < target.length() - 1;
    }

    private static @Nullable Format format(Request request) {
        String mediaType = mediaType(request);
        for (Format format : Format.values()) {
            if (mediaType.equals(format.contentType())) {
                return format;
            }
        }
        return null;
    }

    /// The content type without its parameters.
    private static String mediaType(Request request) {
        String contentType = request.header("Content-Type");
        if (contentType == null) {
            return "";
        }
        int semicolon = contentType.indexOf(';');
        String type = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
        return type.strip().toLowerCase(Locale.ROOT);
    }
}
