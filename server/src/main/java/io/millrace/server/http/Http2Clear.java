package io.millrace.server.http;

import org.eclipse.jetty.http2.api.server.ServerSessionListener;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;

/// HTTP/2 with prior knowledge, whose clients leave nothing behind: see {@link Http2}.
final class Http2Clear extends HTTP2CServerConnectionFactory {
    Http2Clear(HttpConfiguration http) {
        super(http);
    }

    @Override
    protected ServerSessionListener newSessionListener(Connector connector, EndPoint endPoint) {
        return new Http2.Leaving(this, endPoint);
    }
}
