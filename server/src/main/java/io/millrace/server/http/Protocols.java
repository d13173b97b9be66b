package io.millrace.server.http;

import java.security.GeneralSecurityException;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http2.server.AbstractHTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.WindowRateControl;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.DetectorConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/// Makes the one port speak every protocol its clients start with:
///
/// | first bytes | what follows |
/// |---|---|
/// | a TLS record | ALPN chooses h2 or http/1.1; without ALPN http/1.1, which knows the h2 preface |
/// | `PRI * HTTP/2.0` | h2c with prior knowledge: http/1.1 sees the preface and hands over |
/// | anything else | http/1.1 |
///
/// The Java SDK's async client starts TLS without ALPN and with the h2 preface.
final class Protocols {
    private static final String HTTP_1_1 = "http/1.1";

    private Protocols() {}

    /// The connection factories of a connector, the default first.
    static ConnectionFactory[] of(HttpSettings settings, HttpTimeouts timeouts) {
        HttpConfiguration http = configuration(timeouts);
        // Of its own: the factories of HTTP/2 write the size of their buffers into theirs.
        HttpConfiguration first = configuration(timeouts);
        first.setInputBufferSize(HttpLimits.FIRST_BUFFER_BYTES);
        var http1 = new HttpConnectionFactory(first);
        var http2Clear = limited(new Http2Clear(http), timeouts);
        Supplier<TlsIdentity> identity = settings.identity();
        if (settings.tls() == TlsMode.OFF || identity == null) {
            return new ConnectionFactory[] {http1, http2Clear};
        }
        // Jetty adds this one by itself, with a check of the host name against the certificate.
        http.addCustomizer(new SecureRequestCustomizer(false));
        first.addCustomizer(new SecureRequestCustomizer(false));
        var http2 = limited(new Http2(http), timeouts);
        var alpn = new ALPNServerConnectionFactory(http2.getProtocol(), HTTP_1_1);
        alpn.setDefaultProtocol(HTTP_1_1);
        var ssl = new SslConnectionFactory(context(identity), alpn.getProtocol());
        if (settings.tls() == TlsMode.REQUIRED) {
            return new ConnectionFactory[] {ssl, alpn, http2, http1, http2Clear};
        }
        return new ConnectionFactory[] {
            new DetectorConnectionFactory(ssl), http1, http2Clear, ssl, alpn, http2
        };
    }

    private static HttpConfiguration configuration(HttpTimeouts timeouts) {
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(HttpLimits.MAX_HEADER_BYTES);
        http.setIdleTimeout(timeouts.stalled().toMillis());
        return http;
    }

    private static <F extends AbstractHTTP2ServerConnectionFactory> F limited(
            F http2, HttpTimeouts timeouts) {
        http2.setMaxConcurrentStreams(HttpLimits.MAX_CONCURRENT_STREAMS);
        http2.setInitialStreamRecvWindow(HttpLimits.STREAM_WINDOW_BYTES);
        http2.setInitialSessionRecvWindow(HttpLimits.SESSION_WINDOW_BYTES);
        http2.setInputBufferSize(HttpLimits.INPUT_BUFFER_BYTES);
        http2.setStreamIdleTimeout(timeouts.stalled().toMillis());
        http2.setRateControlFactory(
                new WindowRateControl.Factory(HttpLimits.MAX_CONTROL_FRAMES_PER_SECOND));
        return http2;
    }

    private static SslContextFactory.Server context(Supplier<TlsIdentity> identity) {
        var tls = new SslContextFactory.Server();
        // Clients come by address, by localhost, by whatever name a container has.
        tls.setSniRequired(false);
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            // No client certificate is asked for; the default would read all roots of the JDK.
            context.init(new KeyManager[] {new LateIdentity(identity)}, new TrustManager[0], null);
            tls.setSslContext(context);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no TLS", e);
        }
        return tls;
    }
}
