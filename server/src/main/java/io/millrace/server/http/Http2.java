package io.millrace.server.http;

import java.nio.channels.ClosedChannelException;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.HTTP2Session;
import org.eclipse.jetty.http2.HTTP2Stream;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.api.server.ServerSessionListener;
import org.eclipse.jetty.http2.frames.FailureFrame;
import org.eclipse.jetty.http2.frames.GoAwayFrame;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.util.Callback;

/// HTTP/2 within TLS, whose clients leave nothing behind.
///
/// | a client | Jetty | here |
/// |---|---|---|
/// | closes the connection | fails its streams | the same |
/// | says GOAWAY, then closes the connection | keeps the streams whose requests are complete, until an answer cannot be written | fails them: nobody can take an answer any more |
/// | says GOAWAY, then something wrong | neither fails its streams nor reads any further, so it never sees the end | gives up what does not move for a moment |
final class Http2 extends HTTP2ServerConnectionFactory {
    Http2(HttpConfiguration http) {
        super(http);
    }

    @Override
    protected ServerSessionListener newSessionListener(Connector connector, EndPoint endPoint) {
        return new Leaving(this, endPoint);
    }

    /// Hears how a client leaves.
    static final class Leaving extends HTTPServerSessionListener {
        Leaving(HTTP2ServerConnectionFactory factory, EndPoint endPoint) {
            factory.super(endPoint);
        }

        @Override
        public void onGoAway(Session session, GoAwayFrame frame) {
            long millis = HttpLimits.GOODBYE_TIMEOUT.toMillis();
            for (Stream stream : session.getStreams()) {
                if (stream.getIdleTimeout() > millis) {
                    stream.setIdleTimeout(millis);
                }
            }
        }

        @Override
        public void onFailure(Session session, Throwable failure, Callback callback) {
            if (session instanceof HTTP2Session own && own.getEndPoint().isInputShutdown()) {
                own.getStreams().forEach(Leaving::fail);
            }
            super.onFailure(session, failure, callback);
        }

        private static void fail(Stream stream) {
            if (stream instanceof HTTP2Stream own) {
                own.process(
                        new FailureFrame(
                                ErrorCode.CANCEL_STREAM_ERROR.code,
                                "input_shutdown",
                                new ClosedChannelException()),
                        Callback.NOOP);
            }
        }
    }
}
