package io.millrace.api.protocol;

import io.millrace.api.Endpoint;
import io.millrace.api.Reply;
import io.millrace.api.Request;
import io.millrace.auth.Authenticator;
import io.millrace.auth.Caller;
import io.millrace.auth.Identity;
import io.millrace.auth.SignedRequest;
import io.millrace.wire.Decoded;
import io.millrace.wire.Output;
import io.millrace.wire.Protocol;
import io.millrace.wire.Shape;
import io.millrace.wire.Structure;
import io.millrace.wire.Values;
import io.millrace.wire.Violations;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A service, in the three protocols its clients speak. Thread-safe.
///
/// Checks come in this order: credentials, encoding, operation, syntax, types, constraints.
public final class ProtocolEndpoint implements Endpoint {
    private static final Logger LOG = LoggerFactory.getLogger(ProtocolEndpoint.class);
    private static final Structure ACTION = Structure.of("Action").optional("Action", Shape.text());
    private static final int REPLY_BYTES = 1024;

    private final ServiceNames names;
    private final String path;
    private final Authenticator authenticator;
    private final Map<String, Operation> operations;
    private final RandomGenerator random;

    /// @param random for request ids, used by many threads at once
    public ProtocolEndpoint(
            ServiceNames names, List<Operation> operations, RandomGenerator random) {
        this.names = names;
        this.path = "/service/" + names.target() + "/operation/";
        this.authenticator = new Authenticator(names.scope());
        this.operations =
                new TreeMap<>(
                        operations.stream()
                                .collect(Collectors.toMap(Operation::name, Function.identity())));
        this.random = random;
    }

    @Override
    public CompletionStage<Reply> handle(Request request) {
        Protocol protocol = protocol(request);
        Envelope envelope = new Envelope(protocol, names.namespace(), random);
        try {
            return done(answer(request, protocol, envelope));
        } catch (Refused refusal) {
            return done(envelope.failure(refusal));
        } catch (Throwable thrown) {
            LOG.error("request {} failed", envelope.requestId(), thrown);
            return done(envelope.failure(Refused.internal(names)));
        }
    }

    private Reply answer(Request request, Protocol protocol, Envelope envelope) {
        Caller caller = authenticate(request);
        byte[] body = body(request, protocol);
        String name = operationName(request, protocol, body);
        Operation operation = operations.get(name);
        if (operation == null) {
            throw Refused.unknownOperation(names, name, String.join(", ", operations.keySet()));
        }
        Values input = decode(protocol, operation.input(), body);
        String violations = Violations.of(input);
        if (violations != null) {
            throw Refused.validation(violations);
        }
        Output output = protocol.write(REPLY_BYTES).beginStructure();
        operation.answer(caller, input, output);
        return operation.hasOutput()
                ? envelope.success(name, output.endStructure().finish())
                : envelope.success(name);
    }

    private Protocol protocol(Request request) {
        if (request.path().startsWith(path)) {
            return Protocol.RPC_CBOR;
        }
        return request.header("X-Amz-Target") == null ? Protocol.QUERY : Protocol.JSON;
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
                    throw Refused.credentials(refused.error(), refused.message());
        };
    }

    /// The plain body; in the query protocol the parameters, wherever they stand.
    private static byte[] body(Request request, Protocol protocol) {
        byte[] plain = Compressed.plain(request.header("Content-Encoding"), request.body());
        String query = request.query();
        if (protocol != Protocol.QUERY || query == null) {
            return plain;
        }
        byte[] before = (query + "&").getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(before.length + plain.length).put(before).put(plain).array();
    }

    private String operationName(Request request, Protocol protocol, byte[] body) {
        return switch (protocol) {
            case RPC_CBOR -> request.path().substring(path.length());
            case JSON -> {
                String target = String.valueOf(request.header("X-Amz-Target"));
                yield target.substring(target.indexOf('.') + 1);
            }
            case QUERY -> {
                String action = decode(protocol, ACTION, body).textOrNull("Action");
                yield action == null ? "" : action;
            }
        };
    }

    private static Values decode(Protocol protocol, Structure shape, byte[] body) {
        return switch (protocol.decode(shape, body)) {
            case Decoded.Input input -> input.values();
            case Decoded.Mistyped mistyped -> throw Refused.malformed(mistyped.text());
            case Decoded.Malformed _ -> throw Refused.malformed("The body cannot be read.");
        };
    }

    private static CompletionStage<Reply> done(Reply reply) {
        return CompletableFuture.completedStage(reply);
    }
}
