package io.millrace.server.http;

import io.millrace.api.Reply;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One request on its way: body read, handled, answered.
///
/// It plays every part itself - listener, task, completion, header lookup, write callback - because
/// at 50,000 requests a second each small object counts. Its steps follow each other and are never
/// concurrent: the body is read on Jetty's selector thread, handled on a worker, and the answer is
/// written by the worker that completed it or, if another thread did, by one taken for it.
final class Exchange
        implements BodyReader.Listener,
                Runnable,
                BiConsumer<@Nullable Reply, @Nullable Throwable>,
                UnaryOperator<@Nullable String>,
                Callback {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
    private static final String SERVICE = "/service/";
    private static final String OPERATION = "/operation/";
    private static final Reply.Whole FAULT =
            new Reply.Whole(500, List.of(), ByteBuffer.allocate(0));

    private final Service service;
    private final Request request;
    private final Response response;
    private final Callback completion;
    private final BodyReader body;
    private byte @Nullable [] bytes;
    private @Nullable Reply reply;
    private boolean light;
    private boolean observed;

    Exchange(Service service, Request request, Response response, Callback completion) {
        this.service = service;
        this.request = request;
        this.response = response;
        this.completion = completion;
        this.body =
                new BodyReader(
                        request,
                        request.getLength(),
                        service.budget(),
                        service.turns(),
                        service.nanos(),
                        this);
    }

    void start() {
        service.running().began();
        request.addIdleTimeoutListener(Exchange::idle);
        if (request.getLength() > HttpLimits.FIRST_BUFFER_BYTES
                && request.getConnectionMetaData().getConnection()
                        instanceof AbstractConnection reading) {
            reading.setInputBufferSize(HttpLimits.INPUT_BUFFER_BYTES);
        }
        body.run();
    }

    @Override
    public void bodyRead(byte[] read) {
        bytes = read;
        if (body.isHeavy()) {
            service.turns().executeFirst(this);
            return;
        }
        light = true;
        service.turns().lightBegan();
        service.executor().execute(this);
    }

    @Override
    public void bodyRefused(int status) {
        body.release();
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
        write(new Reply.Whole(status, List.of(), ByteBuffer.allocate(0)));
    }

    @Override
    public void bodyLost(Throwable cause) {
        end(0);
        completion.failed(cause);
    }

    /// Handles the request, or writes the reply that was completed elsewhere.
    @Override
    public void run() {
        Reply ready = reply;
        if (ready != null) {
            write(ready);
            return;
        }
        byte[] read = Objects.requireNonNull(bytes, "handled before it was read");
        bytes = null;
        try {
            service.endpoint().handle(asked(read)).whenComplete(this);
        } catch (RuntimeException broken) {
            accept(null, broken);
        }
    }

    @Override
    public void accept(@Nullable Reply answer, @Nullable Throwable failure) {
        if (answer != null) {
            reply = answer;
        } else {
            LOG.error("{} {} was not answered", request.getMethod(), request.getHttpURI(), failure);
            reply = FAULT;
        }
        if (Thread.currentThread() instanceof Worker) {
            run();
        } else {
            service.executor().execute(this);
        }
    }

    /// Value of a header. HTTP/2 has `:authority` for Host, and signatures name either.
    @Override
    public @Nullable String apply(@Nullable String name) {
        if (name == null) {
            return null;
        }
        String value = null;
        for (HttpField field : request.getHeaders()) {
            if (field.is(name)) {
                value = value == null ? field.getValue() : value + "," + field.getValue();
            }
        }
        if (value == null && (name.equalsIgnoreCase("host") || name.equals(":authority"))) {
            return request.getHttpURI().getAuthority();
        }
        return value;
    }

    @Override
    public void succeeded() {
        end(response.getStatus());
        completion.succeeded();
    }

    @Override
    public void failed(Throwable cause) {
        end(0);
        completion.failed(cause);
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    private io.millrace.api.Request asked(byte[] read) {
        return new io.millrace.api.Request(
                request.getMethod(),
                request.getHttpURI().getPath(),
                request.getHttpURI().getQuery(),
                this,
                read);
    }

    private void write(Reply answer) {
        response.setStatus(answer.status());
        var headers = response.getHeaders();
        List<Reply.Header> given = answer.headers();
        for (int i = 0; i < given.size(); i++) {
            headers.add(given.get(i).name(), given.get(i).value());
        }
        if (service.draining()) {
            headers.put(HttpHeader.CONNECTION, "close");
        }
        switch (answer) {
            case Reply.Whole whole -> {
                headers.put(HttpHeader.CONTENT_LENGTH, whole.body().remaining());
                write(whole.body());
            }
            case Reply.Events events -> {
                // Its life says nothing about how fast it was answered.
                observe(events.status());
                endLight();
                body.release();
                new EventWrite(service, request, response, events.feed(), this).start();
            }
        }
    }

    private void write(ByteBuffer whole) {
        if (whole.remaining() <= HttpLimits.MAX_WRITE_BYTES) {
            response.write(true, whole, this);
        } else {
            Replies.Taking taking = service.replies().begin(whole.remaining(), this::abandon);
            new SlicedWrite(response, whole, true, taking, this).iterate();
        }
    }

    /// Ends the connection of a client that does not take its answer.
    private void abandon() {
        request.getConnectionMetaData()
                .getConnection()
                .getEndPoint()
                .close(new TimeoutException("too many answers are not taken"));
    }

    /// Whether a time-out ends the request: while it is handled, never, however long it takes.
    private static boolean idle(TimeoutException timeout) {
        return false;
    }

    private void end(int status) {
        body.release();
        endLight();
        observe(status);
        service.running().ended();
    }

    private void endLight() {
        if (light) {
            light = false;
            service.turns().lightEnded();
        }
    }

    private void observe(int status) {
        if (!observed) {
            observed = true;
            long took = service.nanos().getAsLong() - request.getBeginNanoTime();
            service.observer().answered(target(), status, took);
        }
    }

    /// The operation in the form `service.operation`, from the header of AWS JSON and CBOR or from
    /// the path of rpc-v2-cbor; null if neither tells it.
    private @Nullable String target() {
        String target = request.getHeaders().get("X-Amz-Target");
        String path = request.getHttpURI().getPath();
        if (target != null || path == null || !path.startsWith(SERVICE)) {
            return target;
        }
        int end = path.indexOf(OPERATION, SERVICE.length());
        return end < 0
                ? null
                : path.substring(SERVICE.length(), end)
                        + "."
                        + path.substring(end + OPERATION.length());
    }
}
