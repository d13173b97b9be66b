package io.millrace.server.http;

import io.millrace.api.Feed;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// Writes an answer that comes in pieces: asks for each when the one before has gone, so that what
/// the client does not take is not made.
///
/// Over HTTP/1.1 it makes the chunks itself (RFC 9112, 7.1): Jetty's generator sends the end of a
/// chunk with the next one, and clients that wait for it, as urllib3 does, would see each event
/// when the next one comes. For that the generator must think that the end of the connection is the
/// end of the body, so the connection is closed behind it.
///
/// States: WRITING (a piece is on its way), IDLE (a piece was asked for), ENDING (the last one is
/// on its way), OVER. The feed, the socket and the end of the server come from different threads;
/// the lock is held for a change of state only.
///
/// A client that leaves is noticed in every state, also while there is nothing to write: HTTP/2
/// tells of it, over HTTP/1.1 a {@link Hangup} does.
final class EventWrite implements Feed.Sink, Callback {
    private enum State {
        WRITING,
        IDLE,
        ENDING,
        OVER
    }

    private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);
    private static final byte[] LINE_END = {'\r', '\n'};
    private static final byte[] LAST_CHUNK = {'0', '\r', '\n', '\r', '\n'};

    /// Room for a length in hex digits, two line ends and the last chunk.
    private static final int AROUND_CHUNK_BYTES = 32;

    /// Without its number, so that the generator takes it for a header like any other.
    private static final HttpField CHUNKED = new HttpField(null, "Transfer-Encoding", "chunked");

    private final Service service;
    private final Request request;
    private final Response response;
    private final Feed feed;
    private final Callback completion;
    private final boolean chunked;
    private final @Nullable Hangup hangup;
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
        ConnectionMetaData connection = request.getConnectionMetaData();
        this.chunked = connection.getHttpVersion() == HttpVersion.HTTP_1_1;
        this.hangup =
                chunked ? new Hangup(connection.getConnection().getEndPoint(), this::failed) : null;
    }

    void start() {
        try {
            request.addHttpStreamWrapper(this::patient);
            request.addFailureListener(this::failed);
        } catch (IllegalStateException gone) {
            failed(gone);
            return;
        }
        if (chunked) {
            response.getHeaders().add(CHUNKED);
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
        }
        service.began(this);
        write(feed.open(this), false);
        if (hangup != null) {
            hangup.watch();
        }
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

    /// The server waits no longer for what was made to be taken.
    void abandon() {
        failed(new EofException("the server stops"));
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

    /// Nothing can be written any more: the client is gone, or took nothing for too long. Also
    /// while a piece is on its way: that is given up with the answer.
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
        if (hangup != null) {
            // Before the answer is completed: from then on its connection reads again.
            hangup.stop();
        }
        HttpStream used = stream;
        if (used != null) {
            used.setIdleTimeout(formerIdleMillis);
        }
    }

    private void write(ByteBuffer bytes, boolean isLast) {
        SlicedWrite.write(response, chunked ? chunk(bytes, isLast) : bytes, isLast, this);
    }

    private static ByteBuffer chunk(ByteBuffer bytes, boolean isLast) {
        ByteBuffer chunk = ByteBuffer.allocate(bytes.remaining() + AROUND_CHUNK_BYTES);
        if (bytes.hasRemaining()) {
            String length = Integer.toHexString(bytes.remaining());
            chunk.put(length.getBytes(StandardCharsets.US_ASCII)).put(LINE_END);
            chunk.put(bytes).put(LINE_END);
        }
        return (isLast ? chunk.put(LAST_CHUNK) : chunk).flip();
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }
}
