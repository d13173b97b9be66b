package io.millrace.server.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;

/// Writes a large body slice by slice, each when the one before has gone.
final class SlicedWrite extends IteratingCallback {
    private final Response response;
    private final ByteBuffer body;
    private final boolean last;
    private final Callback completion;

    /// @param last whether nothing follows
    SlicedWrite(Response response, ByteBuffer body, boolean last, Callback completion) {
        this.response = response;
        this.body = body;
        this.last = last;
        this.completion = completion;
    }

    /// Writes a body of any size.
    static void write(Response response, ByteBuffer body, boolean last, Callback completion) {
        if (body.remaining() <= HttpLimits.MAX_WRITE_BYTES) {
            response.write(last, body, completion);
        } else {
            new SlicedWrite(response, body, last, completion).iterate();
        }
    }

    @Override
    protected Action process() {
        if (!body.hasRemaining()) {
            return Action.SUCCEEDED;
        }
        int bytes = Math.min(HttpLimits.MAX_WRITE_BYTES, body.remaining());
        ByteBuffer slice = body.slice(body.position(), bytes);
        body.position(body.position() + bytes);
        response.write(last && !body.hasRemaining(), slice, this);
        return Action.SCHEDULED;
    }

    @Override
    protected void onCompleteSuccess() {
        completion.succeeded();
    }

    @Override
    protected void onCompleteFailure(Throwable cause) {
        completion.failed(cause);
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }
}
