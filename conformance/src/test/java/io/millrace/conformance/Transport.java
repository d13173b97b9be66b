package io.millrace.conformance;

import io.millrace.testkit.MillraceProcess;
import io.millrace.testkit.TestClient;
import java.net.URI;
import java.util.function.BiConsumer;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/// The ways in which the AWS SDK for Java v2 reaches a server: client, format and connection.
enum Transport {
    HTTP1_CBOR(TestClient.JAVA_SYNC),
    HTTP1_JSON(TestClient.JAVA_SYNC),
    HTTP1_APACHE4(TestClient.JAVA_SYNC),
    TLS_HTTP1(TestClient.JAVA_SYNC),
    H2C_CBOR(TestClient.JAVA_ASYNC),
    H2C_JSON(TestClient.JAVA_ASYNC),
    TLS_H2_WITHOUT_ALPN(TestClient.JAVA_ASYNC);

    private final TestClient client;

    Transport(TestClient client) {
        this.client = client;
    }

    TestClient client() {
        return client;
    }

    KinesisClient connect(MillraceProcess server) {
        return connect(server, (_, _) -> {});
    }

    /// @param told what came of each call: the operation's name and its outcome
    KinesisClient connect(MillraceProcess server, BiConsumer<String, String> told) {
        URI plain = server.endpoint();
        return switch (this) {
            case HTTP1_CBOR -> BlockingKinesis.of(Clients.syncOverHttp1(plain, true), told);
            case HTTP1_JSON -> BlockingKinesis.of(Clients.syncOverHttp1(plain, false), told);
            case HTTP1_APACHE4 -> BlockingKinesis.of(Clients.syncOverApache4(plain), told);
            case TLS_HTTP1 ->
                    BlockingKinesis.of(Clients.syncOverHttp1(server.tlsEndpoint(), true), told);
            case H2C_CBOR, H2C_JSON, TLS_H2_WITHOUT_ALPN -> BlockingKinesis.of(async(server), told);
        };
    }

    /// The asynchronous client itself; of a synchronous transport, the one of the same format and
    /// security.
    KinesisAsyncClient async(MillraceProcess server) {
        return switch (this) {
            case HTTP1_CBOR, HTTP1_APACHE4, H2C_CBOR ->
                    Clients.asyncOverHttp2(server.endpoint(), true);
            case HTTP1_JSON, H2C_JSON -> Clients.asyncOverHttp2(server.endpoint(), false);
            case TLS_HTTP1, TLS_H2_WITHOUT_ALPN ->
                    Clients.asyncOverHttp2(server.tlsEndpoint(), true);
        };
    }
}
