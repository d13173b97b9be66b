package io.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which service a request reaches.
final class RouterTest {
    private final Router router =
            new Router(
                    List.of(
                            new Router.Service("First", "First_1", null, "first", says("first")),
                            new Router.Service(
                                    "Second", "Second_2", "2010-08-01", "second", says("second"))),
                    new Random(1));

    private static Endpoint says(String text) {
        return _ ->
                CompletableFuture.completedStage(
                        new Reply.Whole(200, List.of(), ByteBuffer.wrap(utf8(text))));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private String ask(String path, String query, String form, Map<String, String> headers) {
        Request request =
                new Request(
                        "POST",
                        path,
                        query.isEmpty() ? null : query,
                        name -> headers.get(String.valueOf(name).toLowerCase(Locale.ROOT)),
                        utf8(form));
        Reply.Whole reply = (Reply.Whole) router.handle(request).toCompletableFuture().join();
        return StandardCharsets.UTF_8.decode(reply.body()).toString();
    }

    @ParameterizedTest
    @CsvSource({
        "First_1.Do, first",
        "Second_2.Do, second",
        "nonsense, first",
        "Second_2., first",
        ".Do, first"
    })
    void aTargetNamesItsService(String target, String service) {
        assertThat(ask("/", "", "", Map.of("x-amz-target", target))).isEqualTo(service);
    }

    @Test
    void aPathNamesItsService() {
        assertThat(ask("/service/Second_2/operation/Do", "", "", Map.of())).isEqualTo("second");
        assertThat(ask("/", "", "", Map.of())).isEqualTo("first");
        assertThat(ask("/other", "", "", Map.of())).isEqualTo("first");
    }

    @Test
    void aFormNamesItsServiceByItsVersionOrItsSignature() {
        Map<String, String> form = Map.of("content-type", "application/x-www-form-urlencoded");
        assertThat(ask("/", "", "Action=Do&Version=2010-08-01", form)).isEqualTo("second");
        assertThat(ask("/", "Version=2010-08-01&Action=Do", "", Map.of())).isEqualTo("second");
        assertThat(ask("/", "", "x=y", form)).isEqualTo("first");
        Map<String, String> signed =
                Map.of(
                        "content-type",
                        "application/x-www-form-urlencoded",
                        "content-encoding",
                        "gzip",
                        "authorization",
                        "AWS4-HMAC-SHA256 Credential=A/20260101/r/second/aws4_request");
        assertThat(ask("/", "", "\u001f", signed)).isEqualTo("second");
    }

    @Test
    void aServiceThatIsNotHereIsNamedInTheFormOfTheRequest() {
        String known = " It has: First (First_1), Second (Second_2).";
        assertThat(
                        ask(
                                "/",
                                "",
                                "{}",
                                Map.of(
                                        "x-amz-target",
                                        "DynamoDB_20120810.ListTables",
                                        "content-type",
                                        "application/x-amz-json-1.0")))
                .isEqualTo(
                        "{\"__type\":\"UnknownOperationException\",\"message\":\"This server does"
                                + " not have the service of DynamoDB_20120810."
                                + known
                                + "\"}");
        assertThat(ask("/service/Logs_1/operation/Do", "", "", Map.of()))
                .contains("UnknownOperationException", "Logs_1." + known);
        assertThat(
                        ask(
                                "/",
                                "",
                                "Action=GetCallerIdentity&Version=2011-06-15",
                                Map.of("content-type", "application/x-www-form-urlencoded")))
                .isEqualTo(
                        "<ErrorResponse><Error><Type>Sender</Type><Code>InvalidAction</Code>"
                                + "<Message>This server does not have the service of"
                                + " GetCallerIdentity, version 2011-06-15."
                                + known
                                + "</Message></Error></ErrorResponse>");
    }
}
