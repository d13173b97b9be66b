package io.millrace.api.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.millrace.api.Reply;
import io.millrace.api.Request;
import io.millrace.stream.StreamError;
import io.millrace.stream.StreamException;
import io.millrace.testkit.Behaviour;
import io.millrace.wire.Format;
import io.millrace.wire.Structure;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/// Whatever an operation does, there is a reply.
final class DispatcherTest {
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.millrace");

    @BeforeEach
    void listen() {
        logged.start();
        logger.addAppender(logged);
        logger.setAdditive(false);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(logged);
        logger.setAdditive(true);
    }

    /// An operation that does as told.
    private record Told(Function<Call, CompletionStage<ByteBuffer>> deed) implements Operation {
        @Override
        public Structure input() {
            return Structure.of("Told");
        }

        @Override
        public CompletionStage<ByteBuffer> answer(Call call) {
            return deed.apply(call);
        }
    }

    private record Outcome(int status, String body, String requestId) {}

    private static Outcome run(Format format, Function<Call, CompletionStage<ByteBuffer>> deed) {
        Map<String, String> headers = Kinesis.headers(format.contentType(), "any");
        Request request =
                new Request(
                        "POST",
                        "/",
                        null,
                        name -> headers.get(String.valueOf(name).toLowerCase(Locale.ROOT)),
                        Transcoder.encode(format, "{}"));
        Envelope envelope = new Envelope(request, new Random(1));
        Reply.Whole reply =
                (Reply.Whole)
                        new Dispatcher()
                                .dispatch(
                                        request,
                                        envelope,
                                        format,
                                        new Operations.Target.Built(new Told(deed)))
                                .toCompletableFuture()
                                .join();
        byte[] body = new byte[reply.body().remaining()];
        reply.body().get(body);
        return new Outcome(reply.status(), Transcoder.decode(format, body), envelope.requestId());
    }

    private static CompletionStage<ByteBuffer> fail(Throwable failure) {
        return CompletableFuture.failedStage(failure);
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void refusalsAreTheClientsFaultAndNotLogged(Format format) {
        StreamException refusal = new StreamException(StreamError.RESOURCE_IN_USE, "text");
        Outcome thrown =
                run(
                        format,
                        _ -> {
                            throw refusal;
                        });
        Outcome staged = run(format, _ -> fail(refusal));
        Outcome wrapped = run(format, _ -> fail(new CompletionException(refusal)));

        assertThat(thrown.status()).isEqualTo(400);
        assertThat(thrown.body())
                .isEqualTo("{\"__type\":\"ResourceInUseException\",\"message\":\"text\"}")
                .isEqualTo(staged.body())
                .isEqualTo(wrapped.body());
        assertThat(logged.list).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    @Behaviour("K-020")
    void faultsAreLoggedOnceWithTheRequestId(Format format) {
        Outcome outcome =
                run(
                        format,
                        _ -> {
                            throw new IllegalStateException("secret");
                        });
        assertThat(outcome.status()).isEqualTo(500);
        assertThat(outcome.body()).isEqualTo("{\"__type\":\"InternalFailure\"}");
        assertThat(logged.list)
                .singleElement()
                .satisfies(event ->
                        assertThat(event.getFormattedMessage()).contains(outcome.requestId()));
    }

    @Test
    void errorsOfTheMachineAreFaultsToo() {
        Outcome outcome = run(Format.JSON, _ -> fail(new OutOfMemoryError("test")));
        assertThat(outcome.status()).isEqualTo(500);
        assertThat(logged.list).hasSize(1);
    }

    @Test
    @Behaviour("K-020")
    void aFaultTheEngineHasWordsForKeepsThem() {
        Outcome outcome =
                run(
                        Format.JSON,
                        _ -> fail(new StreamException(StreamError.INTERNAL_FAILURE, "disk full")));
        assertThat(outcome.status()).isEqualTo(500);
        assertThat(outcome.body())
                .isEqualTo("{\"__type\":\"InternalFailure\",\"message\":\"disk full\"}");
    }

    @Test
    void whatClientsDoWrongIsNeverLogged() {
        Kinesis kinesis = new Kinesis();
        byte[] junk = "{\"a\":".getBytes(StandardCharsets.UTF_8);
        for (Format format : Format.values()) {
            Map<String, String> headers =
                    Kinesis.headers(format.contentType(), Kinesis.TARGET + "PutRecord");
            kinesis.send("POST", null, headers, junk, format);
            headers.remove("authorization");
            kinesis.send("POST", null, headers, Transcoder.encode(format, "{}"), format);
            kinesis.call(format, "PutRecord", "{}");
            kinesis.call(format, "PutRecord", "{'StreamName':1}");
        }
        kinesis.json("PutRecord", "{'StreamName':'\\ud800','Data':''}");
        assertThat(logged.list).isEmpty();
    }
}
