package io.millrace.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.ClientCalls;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A client without an SDK, for what no SDK of Java models yet: JSON over HTTP/1.1, as botocore
/// sends it. In requests `'` stands for `"`.
final class RawClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String CREDENTIALS =
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260101/us-east-1/kinesis/aws4_request,"
                    + " SignedHeaders=content-type;host;x-amz-date;x-amz-target, Signature=00";

    private final URI endpoint;
    private final ClientCalls calls;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /// @param calls is told what came of each call
    RawClient(URI endpoint, ClientCalls calls) {
        this.endpoint = endpoint;
        this.calls = calls;
    }

    /// Calls with success.
    ///
    /// @return the body
    String call(String operation, String request) throws IOException, InterruptedException {
        HttpResponse<String> reply = send(operation, request);
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        calls.add(operation, ClientCalls.OK);
        return reply.body();
    }

    /// Calls and is refused with an error.
    void refused(String operation, String error, String request)
            throws IOException, InterruptedException {
        HttpResponse<String> reply = send(operation, request);
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(400);
        assertThat(text(reply.body(), "__type")).isEqualTo(error);
        calls.add(operation, error);
    }

    /// A member of a reply that is a text.
    static String text(String body, String member) {
        Matcher found = Pattern.compile('"' + member + "\":\"([^\"]*)\"").matcher(body);
        assertThat(found.find()).as("%s in %s", member, body).isTrue();
        return found.group(1);
    }

    private HttpResponse<String> send(String operation, String request)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(endpoint)
                        .timeout(PATIENCE)
                        .header("X-Amz-Target", "Kinesis_20131202." + operation)
                        .header("Content-Type", "application/x-amz-json-1.1")
                        .header("User-Agent", "Botocore/1.43")
                        .header("X-Amz-Date", "20260101T000000Z")
                        .header("Authorization", CREDENTIALS)
                        .POST(HttpRequest.BodyPublishers.ofString(request.replace('\'', '"')))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        http.close();
    }
}
