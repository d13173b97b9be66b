package io.millrace.api;

import io.millrace.wire.Format;
import io.millrace.wire.Output;
import io.millrace.wire.Protocol;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Hands each request to the service it names: by `X-Amz-Target` (AWS JSON and CBOR), by path
/// (rpc-v2-cbor), or by the version beside `Action` (query protocol). What names no service goes to
/// the first one; what names one that is not here gets an error that says which are.
public final class Router implements Endpoint {
    private static final String PATH = "/service/";
    private static final String ACTION = "Action=";
    private static final String VERSION = "Version=";

    private final List<Service> services;
    private final RandomGenerator random;

    /// A service of this server.
    ///
    /// @param title for people
    /// @param target what stands before the dot in `X-Amz-Target`, and behind `/service/` in paths
    /// @param version of its query protocol; null if it has none
    /// @param scope its name in signing scopes
    public record Service(
            String title,
            String target,
            @Nullable String version,
            String scope,
            Endpoint endpoint) {}

    /// @param services the first takes what names none
    /// @param random for request ids, used by many threads at once
    public Router(List<Service> services, RandomGenerator random) {
        this.services = List.copyOf(services);
        this.random = random;
    }

    @Override
    public CompletionStage<Reply> handle(Request request) {
        String target = request.header("X-Amz-Target");
        if (target != null) {
            String name = beforeDot(target);
            return name == null ? first(request) : byTarget(request, name, null);
        }
        if (request.path().startsWith(PATH)) {
            int end = request.path().indexOf('/', PATH.length());
            String name = request.path().substring(PATH.length(), Math.max(PATH.length(), end));
            return byTarget(request, name, Protocol.RPC_CBOR);
        }
        String form = form(request);
        return form == null ? first(request) : byVersion(request, form);
    }

    private CompletionStage<Reply> first(Request request) {
        return services.getFirst().endpoint().handle(request);
    }

    private CompletionStage<Reply> byTarget(
            Request request, String name, @Nullable Protocol protocol) {
        for (Service service : services) {
            if (service.target().equals(name)) {
                return service.endpoint().handle(request);
            }
        }
        return done(
                protocol == null
                        ? unknownTarget(request, name)
                        : unknown(protocol.write(0), protocol.replyType(), name));
    }

    private CompletionStage<Reply> byVersion(Request request, String form) {
        String version = parameter(form, VERSION);
        String authorization = request.header("Authorization");
        for (Service service : services) {
            boolean signed =
                    authorization != null && authorization.contains("/" + service.scope() + "/");
            if (service.version() != null && (signed || service.version().equals(version))) {
                return service.endpoint().handle(request);
            }
        }
        return done(unknownAction(parameter(form, ACTION) + ", version " + version));
    }

    /// Null if it is not of the form `service.operation`, which is a mistake of another kind.
    private static @Nullable String beforeDot(String target) {
        int dot = target.indexOf('.');
        return dot > 0 && dot < target.length() - 1 ? target.substring(0, dot) : null;
    }

    /// The parameters of a request of the query protocol, null if it is none. A compressed form is
    /// known by its type alone.
    private static @Nullable String form(Request request) {
        String query = request.query() == null ? "" : request.query();
        String type = request.header("Content-Type");
        boolean posted = type != null && type.startsWith(Protocol.QUERY.requestType());
        if (posted && request.header("Content-Encoding") != null) {
            return query;
        }
        String form =
                posted
                        ? query + "&" + new String(request.body(), StandardCharsets.ISO_8859_1)
                        : query;
        return parameter(form, ACTION) == null ? null : form;
    }

    private static @Nullable String parameter(String form, String name) {
        int at = form.startsWith(name) ? 0 : form.indexOf("&" + name) + 1;
        if (at == 0 && !form.startsWith(name)) {
            return null;
        }
        int end = form.indexOf('&', at);
        return form.substring(at + name.length(), end < 0 ? form.length() : end).strip();
    }

    private Reply unknownTarget(Request request, String name) {
        String type = request.header("Content-Type");
        for (Format format : Format.values()) {
            if (type != null && type.startsWith(format.contentType())) {
                return unknown(format.write(0), format.contentType(), name);
            }
        }
        return unknown(Protocol.JSON.write(0), Protocol.JSON.replyType(), name);
    }

    private Reply unknown(Output output, String contentType, String name) {
        ByteBuffer body =
                output.beginStructure()
                        .text("__type", "UnknownOperationException")
                        .text("message", explain(name))
                        .endStructure()
                        .finish();
        return reply(contentType, body);
    }

    private Reply unknownAction(String name) {
        Output error =
                Protocol.QUERY
                        .write(0)
                        .beginStructure()
                        .name("ErrorResponse")
                        .beginStructure()
                        .name("Error")
                        .beginStructure()
                        .text("Type", "Sender")
                        .text("Code", "InvalidAction")
                        .text("Message", explain(name))
                        .endStructure()
                        .endStructure()
                        .endStructure();
        return reply(Protocol.QUERY.replyType(), error.finish());
    }

    private String explain(String name) {
        String known =
                services.stream()
                        .map(service -> service.title() + " (" + service.target() + ")")
                        .collect(Collectors.joining(", "));
        return "This server does not have the service of " + name + ". It has: " + known + ".";
    }

    private Reply reply(String contentType, ByteBuffer body) {
        List<Reply.Header> headers =
                List.of(
                        new Reply.Header("x-amzn-RequestId", RequestIds.next(random)),
                        new Reply.Header("Content-Type", contentType));
        return new Reply.Whole(400, headers, body);
    }

    private static CompletionStage<Reply> done(Reply reply) {
        return CompletableFuture.completedStage(reply);
    }
}
