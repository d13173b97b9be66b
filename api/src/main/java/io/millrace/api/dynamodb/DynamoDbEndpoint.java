package io.millrace.api.dynamodb;

import io.millrace.api.Endpoint;
import io.millrace.api.Reply;
import io.millrace.api.Request;
import io.millrace.auth.Authenticator;
import io.millrace.auth.Caller;
import io.millrace.auth.Identity;
import io.millrace.auth.SignedRequest;
import io.millrace.table.TableEngine;
import io.millrace.table.TableException;
import io.millrace.table.expression.ExpressionException;
import io.millrace.table.value.ValueException;
import io.millrace.wire.Decoded;
import io.millrace.wire.Output;
import io.millrace.wire.Protocol;
import io.millrace.wire.Structure;
import io.millrace.wire.Values;
import io.millrace.wire.Violations;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// DynamoDB over AWS JSON 1.0 and rpc-v2-cbor. Thread-safe.
///
/// Checks come in the order of the service: method and content type, syntax, operation,
/// credentials, types, constraints, parameters.
public final class DynamoDbEndpoint implements Endpoint {
    /// What stands before the dot in `X-Amz-Target`, and in the path of rpc-v2-cbor.
    public static final String TARGET = "DynamoDB_20120810";

    /// Name in signing scopes.
    public static final String SCOPE = "dynamodb";

    private static final Logger LOG = LoggerFactory.getLogger(DynamoDbEndpoint.class);
    private static final String PATH = "/service/" + TARGET + "/operation/";
    private static final String PLAIN_JSON = "application/json";
    private static final Structure NOTHING = Structure.of("Nothing");
    private static final int REPLY_BYTES = 1024;

    private final Authenticator authenticator = new Authenticator(SCOPE);
    private final Operations operations;
    private final RandomGenerator random;

    /// An endpoint for an engine.
    ///
    /// @param random for request ids, used by many threads at once
    public DynamoDbEndpoint(TableEngine engine, RandomGenerator random) {
        this.operations = new Operations(engine);
        this.random = random;
    }

    @Override
    public CompletionStage<Reply> handle(Request request) {
        Protocol protocol = request.path().startsWith(PATH) ? Protocol.RPC_CBOR : Protocol.JSON;
        Envelope envelope = new Envelope(request, protocol, random);
        return CompletableFuture.completedStage(reply(request, protocol, envelope));
    }

    /// Never throws. What clients do wrong is not logged.
    private Reply reply(Request request, Protocol protocol, Envelope envelope) {
        try {
            return isCall(request, protocol)
                    ? envelope.success(answer(request, protocol))
                    : envelope.unknown();
        } catch (Refusal refusal) {
            return envelope.failure(refusal);
        } catch (TableException e) {
            if (e.error().fault()) {
                LOG.error("request {} failed", envelope.requestId(), e);
            }
            return envelope.failure(Refusals.of(e));
        } catch (ExpressionException e) {
            return envelope.failure(Refusal.validation(e.text()));
        } catch (ValueException e) {
            return envelope.failure(Refusal.validation(e.text()));
        } catch (Throwable thrown) {
            LOG.error("request {} failed", envelope.requestId(), thrown);
            return envelope.failure(Refusal.internal("Internal server error"));
        }
    }

    private static boolean isCall(Request request, Protocol protocol) {
        String type = request.header("Content-Type");
        String media =
                (type == null ? "" : type.replaceFirst(";.*", "")).strip().toLowerCase(Locale.ROOT);
        return request.method().equals("POST")
                && (media.equals(protocol.requestType())
                        || (protocol == Protocol.JSON && media.equals(PLAIN_JSON)));
    }

    private ByteBuffer answer(Request request, Protocol protocol) {
        String name = operationName(request, protocol);
        Operation operation = operations.find(name);
        if (operation == null) {
            if (protocol.decode(NOTHING, request.body()) instanceof Decoded.Malformed) {
                throw Refusal.malformed();
            }
            throw Refusal.unknownOperation(name, operations.names());
        }
        Decoded decoded = protocol.decode(operation.input(), request.body());
        if (decoded instanceof Decoded.Malformed || request.body().length == 0) {
            throw Refusal.malformed();
        }
        Caller caller = authenticate(request);
        Values input = values(decoded);
        Output output = protocol.write(REPLY_BYTES).beginStructure();
        operation.answer(new Call(caller, input, host(request)), output);
        return operation.hasOutput() ? output.endStructure().finish() : ByteBuffer.allocate(0);
    }

    /// Where the client found this server.
    private static String host(Request request) {
        String host = request.header("Host");
        return host == null ? "localhost" : host;
    }

    private static Values values(Decoded decoded) {
        return switch (decoded) {
            case Decoded.Malformed _ -> throw Refusal.malformed();
            case Decoded.Mistyped mistyped -> throw Refusal.mistyped(mistyped.text());
            case Decoded.Input input -> {
                String violations = Violations.of(input.values());
                if (violations != null) {
                    throw Refusal.validation(violations);
                }
                yield input.values();
            }
        };
    }

    private static String operationName(Request request, Protocol protocol) {
        if (protocol == Protocol.RPC_CBOR) {
            return request.path().substring(PATH.length());
        }
        String target = String.valueOf(request.header("X-Amz-Target"));
        return target.substring(target.indexOf('.') + 1);
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
            case Identity.Refused refused ->
                    throw Refusal.credentials(refused.error(), refused.message());
        };
    }
}
