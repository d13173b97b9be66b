package io.millrace.api.kinesis;

import io.millrace.api.Reply;
import io.millrace.api.Request;
import io.millrace.auth.Authenticator;
import io.millrace.auth.Caller;
import io.millrace.auth.Identity;
import io.millrace.auth.SignedRequest;
import io.millrace.stream.StreamException;
import io.millrace.wire.Decoded;
import io.millrace.wire.EventFrame;
import io.millrace.wire.Format;
import io.millrace.wire.Structure;
import io.millrace.wire.Values;
import io.millrace.wire.Violations;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes a request whose format is known to its operation, and whatever comes of it to a reply.
///
/// Checks come in the order of the service: syntax, target, credentials, types, constraints.
final class Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final Structure NOTHING = Structure.of("Nothing");
    private static final String INTERNAL_FAILURE = "InternalFailure";

    private final Authenticator authenticator = new Authenticator("kinesis");

    /// Never throws, and the stage never fails.
    CompletionStage<Reply> dispatch(
            Request request, Envelope envelope, Format format, Operations.Target target) {
        try {
            return switch (target) {
                case Operations.Target.Built built ->
                        call(built.operation(), request, envelope, format);
                case Operations.Target.Subscribing subscribing ->
                        call(subscribing.operation(), request, envelope, format);
                case Operations.Target.Unknown _ -> done(unknown(request, envelope, format));
            };
        } catch (Throwable thrown) {
            return done(failure(envelope, format, thrown));
        }
    }

    private CompletionStage<Reply> call(
            Operation operation, Request request, Envelope envelope, Format format) {
        return checked(
                operation.input(),
                request,
                envelope,
                format,
                call ->
                        operation
                                .answer(call)
                                .handle((body, thrown) ->
                                        thrown == null
                                                ? envelope.reply(200, format.contentType(), body)
                                                : failure(envelope, format, thrown)));
    }

    private CompletionStage<Reply> call(
            SubscribeToShard operation, Request request, Envelope envelope, Format format) {
        return checked(
                SubscribeToShard.INPUT,
                request,
                envelope,
                format,
                call -> done(envelope.events(EventFrame.CONTENT_TYPE, operation.open(call))));
    }

    /// Answers a call whose syntax, credentials, types and constraints are right, in this order.
    private CompletionStage<Reply> checked(
            Structure input,
            Request request,
            Envelope envelope,
            Format format,
            Function<Call, CompletionStage<Reply>> answer) {
        return switch (format.decode(input, request.body())) {
            case Decoded.Malformed _ -> done(malformed(envelope, format));
            case Decoded.Mistyped mistyped -> {
                authenticate(request);
                yield done(envelope.mistyped(format, mistyped.text()));
            }
            case Decoded.Input given -> {
                Caller caller = authenticate(request);
                check(given.values());
                yield answer.apply(new Call(caller, given.values(), format));
            }
        };
    }

    private static Reply unknown(Request request, Envelope envelope, Format format) {
        return format.decode(NOTHING, request.body()) instanceof Decoded.Malformed
                ? malformed(envelope, format)
                : envelope.error(400, format, Operations.UNKNOWN_OPERATION);
    }

    private static Reply malformed(Envelope envelope, Format format) {
        return envelope.error(400, format, Operations.SERIALIZATION);
    }

    private Caller authenticate(Request request) {
        SignedRequest signed =
                new SignedRequest(
                        request.method(),
                        request.path(),
                        request.query(),
                        request::header,
                        ByteBuffer.wrap(request.body()));
        return switch (authenticator.identify(signed)) {
            case Identity.Known known -> known.caller();
            case Identity.Refused refused -> throw new Refusal(refused.error(), refused.message());
        };
    }

    private static void check(Values values) {
        String violations = Violations.of(values);
        if (violations != null) {
            throw new Refusal("ValidationException", violations);
        }
    }

    /// The reply to a call that failed. What clients do wrong is not logged.
    private static Reply failure(Envelope envelope, Format format, Throwable thrown) {
        Throwable cause = thrown.getCause();
        if (thrown instanceof CompletionException && cause != null) {
            return failure(envelope, format, cause);
        }
        return switch (thrown) {
            case Refusal refusal -> envelope.error(400, format, refusal.error(), refusal.text());
            case StreamException refusal when !refusal.error().fault() ->
                    envelope.error(400, format, refusal.error().awsName(), refusal.text());
            case StreamException fault -> {
                if (fault.getCause() != null) {
                    LOG.error("request {} failed", envelope.requestId(), fault);
                }
                yield envelope.error(500, format, INTERNAL_FAILURE, fault.text());
            }
            default -> {
                LOG.error("request {} failed", envelope.requestId(), thrown);
                yield envelope.error(500, format, INTERNAL_FAILURE);
            }
        };
    }

    private static CompletionStage<Reply> done(Reply reply) {
        return CompletableFuture.completedStage(reply);
    }
}
