package io.millrace.api.kinesis;

import static io.millrace.api.kinesis.Kinesis.TARGET;
import static io.millrace.api.kinesis.Kinesis.headers;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.kinesis.Kinesis.Answer;
import io.millrace.testkit.Behaviour;
import io.millrace.wire.Format;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What happens before an operation is reached, in the order of the service.
final class EndpointTest {
    private static final String JSON = "application/x-amz-json-1.1";
    private static final String CBOR = "application/x-amz-cbor-1.1";
    private static final String UNDETERMINED =
            "<AccessDeniedException>\n"
                    + "  <Message>Unable to determine service/operation name to be"
                    + " authorized</Message>\n"
                    + "</AccessDeniedException>\n";

    private final Kinesis kinesis = new Kinesis();

    private Answer post(Map<String, String> headers, String body) {
        return kinesis.send(
                "POST", null, headers, body.getBytes(StandardCharsets.UTF_8), Format.JSON);
    }

    @Test
    @Behaviour("K-001")
    void everyReplyCarriesIds() {
        Answer answer = post(Map.of(), "x");
        assertThat(answer.header("x-amzn-RequestId"))
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        assertThat(answer.header("x-amz-id-2")).hasSize(96);
        assertThat(Base64.getDecoder().decode(answer.header("x-amz-id-2"))).hasSize(72);
        assertThat(post(Map.of(), "x").header("x-amzn-RequestId"))
                .isNotEqualTo(answer.header("x-amzn-RequestId"));
    }

    @Test
    @Behaviour("K-002")
    void aBrowserIsToldWhatItMaySend() {
        Map<String, String> headers =
                Map.of(
                        "origin", "http://a",
                        "access-control-request-headers", "x-a,x-b",
                        "access-control-request-method", "POST");
        Answer answer = kinesis.send("OPTIONS", null, headers, new byte[0], Format.JSON);
        assertThat(answer.error()).isEqualTo("200 ");
        assertThat(answer.headers())
                .containsEntry("access-control-allow-origin", "*")
                .containsEntry("access-control-allow-headers", "x-a,x-b")
                .containsEntry("access-control-allow-methods", "POST")
                .containsEntry("access-control-max-age", "172800")
                .containsKey("x-amzn-requestid")
                .doesNotContainKey("x-amz-id-2");
    }

    @Test
    @Behaviour("K-003")
    void aBrowserMaySeeTheHeadersOfTheReply() {
        Map<String, String> headers = headers(JSON, TARGET + "ListStreams");
        headers.put("origin", "http://a");
        Answer answer = post(headers, "{");
        assertThat(answer.header("access-control-allow-origin")).isEqualTo("*");
        assertThat(answer.header("access-control-expose-headers"))
                .isEqualTo(
                        "x-amzn-RequestId,x-amzn-ErrorType,x-amz-request-id,x-amz-id-2,"
                                + "x-amzn-ErrorMessage,Date");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE", "OPTIONS", "HEAD"})
    @Behaviour("K-004")
    void onlyPostIsUnderstood(String method) {
        Map<String, String> headers = headers(JSON, TARGET + "ListStreams");
        Answer answer = kinesis.send(method, null, headers, new byte[0], Format.JSON);
        assertThat(answer.error()).isEqualTo("403 " + UNDETERMINED);
    }

    @ParameterizedTest
    @CsvSource({
        JSON + ",PutRecord,SerializationException",
        JSON + ",Nothing,UnknownOperationException",
        CBOR + ",PutRecord,SerializationException",
        "text/plain,PutRecord,SerializationException",
        "text/plain,Nothing,UnknownOperationException"
    })
    @Behaviour("K-005")
    void anEmptyBodyIsNoBody(String contentType, String operation, String type) {
        Format expected = contentType.equals(JSON) ? Format.JSON : Format.CBOR;
        Answer answer =
                kinesis.send(
                        "POST",
                        null,
                        headers(contentType, TARGET + operation),
                        new byte[0],
                        expected);
        assertThat(answer.error()).isEqualTo("400 {\"__type\":\"" + type + "\"}");
        assertThat(answer.header("content-type")).isEqualTo(expected.contentType());
    }

    @Test
    @Behaviour("K-006")
    void anUnknownContentTypeIsAnsweredInXml() {
        assertThat(post(headers("text/plain", TARGET + "ListStreams"), "{}").error())
                .isEqualTo("404 <UnknownOperationException/>\n");
        assertThat(post(headers("text/plain", "x.y"), "{}").error())
                .isEqualTo("404 <UnknownOperationException/>\n");
        assertThat(post(headers("text/plain", "x"), "{}").error()).isEqualTo("403 " + UNDETERMINED);
        assertThat(post(Map.of(), "{}").error()).isEqualTo("403 " + UNDETERMINED);
    }

    @Test
    @Behaviour("K-007")
    void plainJsonKnowsNoOperation() {
        Map<String, String> headers = headers("application/json", TARGET + "ListStreams");
        assertThat(post(headers, "{}").error())
                .isEqualTo(
                        "404 {\"Output\":{\"__type\":\"com.amazon.coral.service#"
                                + "UnknownOperationException\"},\"Version\":\"1.0\"}");
        Answer malformed = post(headers, "{");
        assertThat(malformed.error())
                .isEqualTo(
                        "400 {\"Output\":{\"__type\":\"com.amazon.coral.service#"
                                + "SerializationException\"},\"Version\":\"1.0\"}");
        assertThat(malformed.header("content-type")).isEqualTo("application/json");
    }

    @Test
    @Behaviour("K-008")
    void parametersOfTheContentTypeAreIgnored() {
        Map<String, String> headers =
                headers("application/X-amz-json-1.1 ; charset=utf-8", TARGET + "Nothing");
        Answer answer = post(headers, "{}");
        assertThat(answer.error()).isEqualTo("400 {\"__type\":\"UnknownOperationException\"}");
        assertThat(answer.header("content-type")).isEqualTo(JSON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "null", "\"x\"", "{\"a\":}", "{}{}"})
    @Behaviour("K-009")
    void aBodyThatIsNoObjectIsMalformedWhateverTheTarget(String body) {
        for (String target : new String[] {TARGET + "PutRecord", TARGET + "X", "x", TARGET}) {
            Map<String, String> headers = headers(JSON, target);
            headers.remove("authorization");
            assertThat(post(headers, body).error())
                    .isEqualTo("400 {\"__type\":\"SerializationException\"}");
        }
    }

    @Test
    @Behaviour("K-010")
    void malformedCborIsAnsweredInCbor() {
        Answer answer =
                kinesis.send(
                        "POST",
                        null,
                        headers(CBOR, TARGET + "PutRecord"),
                        new byte[] {'{', '}'},
                        Format.CBOR);
        assertThat(answer.error()).isEqualTo("400 {\"__type\":\"SerializationException\"}");
        assertThat(answer.header("content-type")).isEqualTo(CBOR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "Kinesis_20131202",
                "Kinesis_20131202.",
                "Kinesis_20131202.X",
                "Kinesis_20131201.PutRecord",
                "DynamoDB_20120810.ListTables",
                "Kinesis_20131202.putRecord"
            })
    @Behaviour("K-011")
    void anUnknownTargetIsAnUnknownOperation(String target) {
        assertThat(post(headers(JSON, target), "{}").error())
                .isEqualTo("400 {\"__type\":\"UnknownOperationException\"}");
    }

    @Test
    @Behaviour({"K-012", "K-040"})
    void missingCredentialsComeAfterTheTargetAndBeforeTypes() {
        Map<String, String> headers = headers(JSON, TARGET + "PutRecord");
        headers.remove("authorization");
        assertThat(post(headers, "{\"StreamName\":1}").error())
                .isEqualTo(
                        "400 {\"__type\":\"MissingAuthenticationTokenException\","
                                + "\"message\":\"Missing Authentication Token\"}");
    }

    @Test
    @Behaviour("K-041")
    void incompleteCredentials() {
        Map<String, String> headers = headers(JSON, TARGET + "AddTagsToStream");
        headers.put("authorization", "AWS4-HMAC-SHA256 Signature=b, SignedHeaders=c");
        assertThat(post(headers, "{}").error())
                .isEqualTo(
                        "400 {\"__type\":\"IncompleteSignatureException\",\"message\":"
                                + "\"Authorization header requires 'Credential' parameter."
                                + " Authorization=AWS4-HMAC-SHA256 Signature=b,"
                                + " SignedHeaders=c\"}");
    }

    @Test
    @Behaviour("K-042")
    void credentialsOfAnotherService() {
        Map<String, String> headers = headers(JSON, TARGET + "PutRecord");
        headers.compute("authorization", (_, value) -> ("" + value).replace("kinesis", "s3"));
        assertThat(post(headers, "{}").error())
                .isEqualTo(
                        "400 {\"__type\":\"InvalidSignatureException\",\"message\":"
                                + "\"Credential should be scoped to correct service:"
                                + " 'kinesis'.\"}");
    }

    @Test
    @Behaviour("K-044")
    void credentialsMayStandInTheQuery() {
        Map<String, String> headers = headers(JSON, TARGET + "PutRecord");
        headers.remove("authorization");
        String query =
                "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=A%2Fd%2Fr%2Fkinesis%2Faws4_request"
                        + "&X-Amz-Date=d&X-Amz-SignedHeaders=h&X-Amz-Signature=s";
        byte[] body = "{\"StreamName\":1}".getBytes(StandardCharsets.UTF_8);
        assertThat(kinesis.send("POST", query, headers, body, Format.JSON).text("__type"))
                .isEqualTo("SerializationException");
    }

    @Test
    @Behaviour("K-013")
    void typesComeBeforeConstraints() {
        assertThat(kinesis.json("PutRecord", "{'PartitionKey':'','StreamName':1}").error())
                .isEqualTo(
                        "400 {\"__type\":\"SerializationException\",\"Message\":\"class"
                                + " com.amazon.coral.value.json.numbers.TruncatingBigNumber can not"
                                + " be converted to an String\"}");
    }

    @Test
    void theTableKnowsAllFortyFiveOperations() {
        // SubscribeToShard, which is answered otherwise, is the forty-fifth.
        assertThat(kinesis.operations.all()).hasSize(44);
    }
}
