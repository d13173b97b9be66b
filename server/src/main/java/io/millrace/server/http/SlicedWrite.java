package io.millrace.server.http;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;
import org.jspecify.annotations.Nullable;

/// Writes a large body slice by slice, each when the one before has gone, as long as they go fast
/// enough.
final class SlicedWrite extends IteratingCallback {
    private final Response response;
    private final ByteBuffer body;
    private final boolean last;
    private final int start;
    private final Replies.@Nullable Taking taking;
    private final Callback completion;

    /// @param last whether nothing follows
    /// @param taking judges how fast the client takes it; null where that is its own affair
    SlicedWrite(
            Response response,
            ByteBuffer body,
            boolean last,
            Replies.@Nullable Taking taking,
            Callback completion) {
        this.response = response;
        this.body = body;
        this.last = last;
        this.start = body.position();
        this.taking = taking;
        this.completion = completion;
    }

    /// Writes a piece of any size of a body that may take its time.
    static void write(Response response, ByteBuffer body, boolean last, Callback completion) {
        if (body.remaining() <= HttpLimits.MAX_WRITE_BYTES) {
            response.write(last, body, completion);
        } else {
            new SlicedWrite(response, body, last, null, completion).iterate();
        }
    }

    @Override
    protected Action process() throws TimeoutException {
        if (!body.hasRemaining()) {
            return Action.SUCCEEDED;
        }
        if (taking != null && !taking.moved(body.position() - start)) {
            throw new TimeoutException("the client takes its answer too slowly");
        }
        int bytes = Math.min(HttpLimits.MAX_WRITE_BYTES, body.remaining());
        ByteBuffer slice = body.slice(body.position(), bytes);
        body.position(body.position() + bytes);
        response.write(last && !body.hasRemaining(), slice, this);
        return Action.SCHEDULED;
    }

    @Override
    protected void onCompleteSuccess() {
        end();
        completion.succeeded();
    }

    @Override
    protected void onCompleteFailure(Throwable cause) {
        end();
        completion.failed(cause);
    }

    private void end() {
        if (taking != null) {
            taking.ended();
        }
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }
}
