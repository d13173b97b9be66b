package io.millrace.api.sts;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.Reply;
import io.millrace.api.Request;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who a caller is, byte for byte.
final class StsEndpointTest {
    private static final String FORM = "Action=GetCallerIdentity&Version=2011-06-15";

    private final StsEndpoint endpoint = new StsEndpoint(new Random(5));

    private static Map<String, String> signed(String keyId, String service) {
        Map<String, String> headers = new TreeMap<>();
        headers.put("content-type", "application/x-www-form-urlencoded; charset=utf-8");
        headers.put("x-amz-date", "20260101T000000Z");
        headers.put(
                "authorization",
                "AWS4-HMAC-SHA256 Credential="
                        + keyId
                        + "/20260101/us-east-1/"
                        + service
                        + "/aws4_request, SignedHeaders=host, Signature=ab");
        return headers;
    }

    private Reply.Whole ask(Map<String, String> headers, String body) {
        Request request =
                new Request(
                        "POST",
                        "/",
                        null,
                        name -> headers.get(String.valueOf(name).toLowerCase(Locale.ROOT)),
                        body.getBytes(StandardCharsets.UTF_8));
        return (Reply.Whole) endpoint.handle(request).toCompletableFuture().join();
    }

    private static String text(Reply.Whole reply) {
        return StandardCharsets.UTF_8.decode(reply.body().duplicate()).toString();
    }

    private static String id(Reply.Whole reply) {
        return reply.headers().getFirst().value();
    }

    @ParameterizedTest
    @CsvSource({"AKID, 000000000000", "123456789012, 123456789012"})
    void aCallerIsToldItsAccount(String keyId, String account) {
        Reply.Whole reply = ask(signed(keyId, "sts"), FORM);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(text(reply))
                .isEqualTo(
                        "<GetCallerIdentityResponse"
                                + " xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">"
                                + "<GetCallerIdentityResult><Arn>arn:aws:iam::"
                                + account
                                + ":root</Arn><UserId>"
                                + account
                                + "</UserId><Account>"
                                + account
                                + "</Account></GetCallerIdentityResult><ResponseMetadata>"
                                + "<RequestId>"
                                + id(reply)
                                + "</RequestId></ResponseMetadata></GetCallerIdentityResponse>");
    }

    @Test
    void theSameInJson() {
        Map<String, String> headers = signed("AKID", "sts");
        headers.put("content-type", "application/x-amz-json-1.0");
        headers.put("x-amz-target", StsEndpoint.TARGET + ".GetCallerIdentity");
        assertThat(text(ask(headers, "{}")))
                .isEqualTo(
                        "{\"Arn\":\"arn:aws:iam::000000000000:root\","
                                + "\"UserId\":\"000000000000\",\"Account\":\"000000000000\"}");
    }

    @Test
    void whatIsNotHereAndWhoeverIsNobodyIsRefused() {
        Reply.Whole unknown = ask(signed("AKID", "sts"), "Action=AssumeRole&Version=2011-06-15");
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(text(unknown))
                .contains(
                        "<Code>InvalidAction</Code>",
                        "Could not find operation AssumeRole for version 2011-06-15. This server"
                                + " has GetCallerIdentity.");
        assertThat(ask(signed("AKID", "kinesis"), FORM).status()).isEqualTo(403);
        assertThat(text(ask(Map.of(), FORM)))
                .contains(
                        "<Code>MissingAuthenticationToken</Code>", "Missing Authentication Token");
    }
}
