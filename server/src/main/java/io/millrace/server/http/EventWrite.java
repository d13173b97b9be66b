package io.millrace.server.http;

import io.millrace.api.Feed;
import java.nio.ByteBuffer;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// Writes an answer that comes in pieces: asks for each when the one before has gone, so that what
/// the client does not take is not made.
///
/// States: WRITING (a piece is on its way), IDLE (a piece was asked for), ENDING (the last one is
/// on its way), OVER. The feed, the socket and the end of the server come from different threads;
/// the lock is held for a change of state only.
final class EventWrite implements Feed.Sink, Callback {
    private enum State {
        WRITING,
        IDLE,
        ENDING,
        OVER
    }

    private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);

    private final Service service;
    private final Request request;
    private final Response response;
    private final Feed feed;
    private final Callback completion;
    private State state = State.WRITING;
    private @Nullable ByteBuffer last;
    private @Nullable HttpStream stream;
    private long formerIdleMillis;

    /// @param completion told once, when everything is written or nothing can be any more
    EventWrite(
            Service service, Request request, Response response, Feed feed, Callback completion) {
        this.service = service;
        this.request = request;
        this.response = response;
        this.feed = feed;
        this.completion = completion;
    }

    void start() {
        try {
            request.addHttpStreamWrapper(this::patient);
            request.addFailureListener(this::failed);
        } catch (IllegalStateException gone) {
            failed(gone);
            return;
        }
        service.began(this);
        write(feed.open(this), false);
    }

    /// Has the connection bear a client that takes nothing for a while.
    private HttpStream patient(HttpStream found) {
        stream = found;
        formerIdleMillis = found.getIdleTimeout();
        found.setIdleTimeout(HttpLimits.EVENTS_IDLE_TIMEOUT.toMillis());
        return found;
    }

    @Override
    public void piece(ByteBuffer piece) {
        synchronized (this) {
            if (state != State.IDLE) {
                // Ended meanwhile.
                return;
            }
            state = State.WRITING;
        }
        write(piece, false);
    }

    @Override
    public void end(ByteBuffer ending) {
        synchronized (this) {
            if (last == null) {
                last = ending;
            }
            if (state != State.IDLE) {
                return;
            }
            state = State.ENDING;
        }
        write(ending, true);
    }

    /// The server stops: what was made is still written.
    void drain() {
        feed.cancel();
        end(EMPTY.duplicate());
    }

    /// A piece was written.
    @Override
    public void succeeded() {
        State next;
        ByteBuffer ending;
        synchronized (this) {
            ending = last;
            next =
                    switch (state) {
                        case WRITING -> ending == null ? State.IDLE : State.ENDING;
                        case IDLE, ENDING, OVER -> State.OVER;
                    };
            if (state == State.OVER) {
                return;
            }
            state = next;
        }
        if (next == State.IDLE) {
            feed.next();
        } else if (next == State.ENDING && ending != null) {
            write(ending, true);
        } else {
            over();
            completion.succeeded();
        }
    }

    /// Nothing can be written any more: the client is gone, or took nothing for too long.
    @Override
    public void failed(Throwable cause) {
        synchronized (this) {
            if (state == State.OVER) {
                return;
            }
            state = State.OVER;
        }
        over();
        completion.failed(cause);
    }

    private void over() {
        feed.cancel();
        service.ended(this);
        HttpStream used = stream;
        if (used != null) {
            used.setIdleTimeout(formerIdleMillis);
        }
    }

    private void write(ByteBuffer bytes, boolean isLast) {
        SlicedWrite.write(response, bytes, isLast, this);
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }
}
