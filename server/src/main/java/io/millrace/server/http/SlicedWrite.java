package io.millrace.server.http;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;

/// Writes a large body slice by slice, each when the one before has gone, as long as they go fast
/// enough.
final class SlicedWrite extends IteratingCallback {
    private final Response response;
    private final ByteBuffer body;
    private final int start;
    private final Replies.Taking taking;
    private final Callback completion;

    SlicedWrite(Response response, ByteBuffer body, Replies.Taking taking, Callback completion) {
        this.response = response;
        this.body = body;
        this.start = body.position();
        this.taking = taking;
        this.completion = completion;
    }

    @Override
    protected Action process() throws TimeoutException {
        if (!body.hasRemaining()) {
            return Action.SUCCEEDED;
        }
        if (!taking.moved(body.position() - start)) {
            throw new TimeoutException("the client takes its answer too slowly");
        }
        int bytes = Math.min(HttpLimits.MAX_WRITE_BYTES, body.remaining());
        ByteBuffer slice = body.slice(body.position(), bytes);
        body.position(body.position() + bytes);
        response.write(!body.hasRemaining(), slice, this);
        return Action.SCHEDULED;
    }

    @Override
    protected void onCompleteSuccess() {
        taking.ended();
        completion.succeeded();
    }

    @Override
    protected void onCompleteFailure(Throwable cause) {
        taking.ended();
        completion.failed(cause);
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }
}
