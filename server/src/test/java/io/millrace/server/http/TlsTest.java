package io.millrace.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.testkit.Behaviour;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// TLS on the same port, with and without ALPN.
class TlsTest {
    @TempDir Path directory;

    @Test
    @Behaviour("K-101")
    void plainTextAndTlsShareThePort() throws Exception {
        try (TestServer server = TestServer.echo(directory)) {
            assertThat(directory.resolve("tls")).doesNotExist();
            try (RawClient plain = server.connect()) {
                assertThat(plain.send(RawClient.post("plain")).answer().body()).isEqualTo("plain");
            }
            assertThat(directory.resolve("tls")).doesNotExist();
            trustOnFirstUse(server);
            try (RawClient secret = new RawClient(secured(server))) {
                assertThat(secret.send(RawClient.post("tls")).answer().body()).isEqualTo("tls");
            }
        }
    }

    @Test
    @Behaviour("K-101")
    void alpnChoosesHttp2() throws Exception {
        try (TestServer server = TestServer.echo(directory)) {
            trustOnFirstUse(server);
            assertThat(post(server, HttpClient.Version.HTTP_2).version())
                    .isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(post(server, HttpClient.Version.HTTP_1_1).version())
                    .isEqualTo(HttpClient.Version.HTTP_1_1);
        }
    }

    @Test
    @Behaviour("K-101")
    void thePrefaceOfHttp2IsUnderstoodWithoutAlpn() throws Exception {
        for (TlsMode mode : new TlsMode[] {TlsMode.AUTO, TlsMode.REQUIRED}) {
            try (TestServer server = TestServer.ready(mode, directory, EchoServer.Echo.INSTANCE)) {
                trustOnFirstUse(server);
                try (Http2Client client = new Http2Client(secured(server))) {
                    int stream = client.post("bare".getBytes(StandardCharsets.US_ASCII));
                    assertThat(client.answer(stream)).isEqualTo("200 bare");
                }
            }
        }
    }

    @Test
    void plainTextIsRefusedWhereTlsIsRequired() throws Exception {
        try (TestServer server =
                        TestServer.ready(TlsMode.REQUIRED, directory, EchoServer.Echo.INSTANCE);
                RawClient client = server.connect()) {
            assertThatThrownBy(() -> client.send(RawClient.post("plain")).answer())
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void tlsIsRefusedWhereItIsOff() throws Exception {
        try (TestServer server =
                TestServer.ready(TlsMode.OFF, directory, EchoServer.Echo.INSTANCE)) {
            assertThatThrownBy(() -> trustOnFirstUse(server)).isInstanceOf(IOException.class);
            try (RawClient plain = server.connect()) {
                assertThat(plain.send(RawClient.post("plain")).answer().body()).isEqualTo("plain");
            }
        }
    }

    @Test
    void theCertificateOutlivesTheServer() throws Exception {
        try (TestServer server = TestServer.echo(directory)) {
            trustOnFirstUse(server);
        }
        String kept = Files.readString(directory.resolve("tls/cert.pem"));
        try (TestServer server = TestServer.echo(directory)) {
            assertThat(post(server, HttpClient.Version.HTTP_2).body()).isEqualTo("hello");
        }
        assertThat(Files.readString(directory.resolve("tls/cert.pem"))).isEqualTo(kept);
    }

    /// A first handshake, which fails for want of trust but makes the certificate.
    private void trustOnFirstUse(TestServer server) throws Exception {
        try (SSLSocket socket =
                (SSLSocket)
                        SSLContext.getDefault()
                                .getSocketFactory()
                                .createSocket(InetAddress.getLoopbackAddress(), server.port())) {
            assertThatThrownBy(socket::startHandshake).isInstanceOf(IOException.class);
        }
        if (!Files.exists(directory.resolve("tls/cert.pem"))) {
            throw new IOException("no handshake got as far as a certificate");
        }
    }

    private Socket secured(TestServer server) throws Exception {
        return context()
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), server.port());
    }

    private HttpResponse<String> post(TestServer server, HttpClient.Version version)
            throws Exception {
        try (HttpClient client =
                HttpClient.newBuilder().sslContext(context()).version(version).build()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("https://localhost:" + server.port() + "/"))
                            .POST(HttpRequest.BodyPublishers.ofString("hello"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private SSLContext context() throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null);
        try (var in = Files.newInputStream(directory.resolve("tls/cert.pem"))) {
            trusted.setCertificateEntry(
                    "server", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
