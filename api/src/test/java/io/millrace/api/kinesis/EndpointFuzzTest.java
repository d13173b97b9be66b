package io.millrace.api.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.millrace.api.Reply;
import io.millrace.testkit.Behaviour;
import io.millrace.testkit.model.ModelOperation;
import io.millrace.testkit.model.ServiceModel;
import io.millrace.wire.Format;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// Whatever bytes come, in whatever headers, there is an answer of the service: no fault but those
/// it has itself, nothing that is not modelled, and not a line in the log.
///
/// More of it with `-Dmillrace.fuzz.runs=N`, one again with `-Dmillrace.fuzz.seed=N`.
final class EndpointFuzzTest {
    private static final ServiceModel MODEL = ServiceModel.kinesis();
    private static final int RUNS = 20_000;
    private static final int RUNS_PER_SERVER = 500;

    /// Errors that any operation may answer.
    private static final Set<String> GENERAL =
            Set.of(
                    "ValidationException",
                    "SerializationException",
                    "UnknownOperationException",
                    "MissingAuthenticationTokenException",
                    "IncompleteSignatureException",
                    "InvalidSignatureException");

    /// The faults that the service has itself: a number of a layout that no one reads (K-096).
    private static final Set<String> FAULTY = Set.of("GetShardIterator");

    private static final String[] CONTENT_TYPES = {
        "application/x-amz-json-1.1",
        "application/x-amz-cbor-1.1",
        "application/json",
        "application/x-amz-json-1.1; charset=utf-8",
        "APPLICATION/X-AMZ-JSON-1.1",
        "text/plain",
        ";",
        ""
    };

    private static final String[] METHODS = {"POST", "GET", "OPTIONS", "HEAD", "PUT", "post", ""};

    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final long seed = Long.getLong("millrace.fuzz.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Mutation mutation = new Mutation(random);
    private final List<ModelOperation> operations = ModelRequestTest.built();
    private final List<Told> told = new ArrayList<>();
    private final Map<String, Integer> answers = new TreeMap<>();

    private TreeCaller caller = new TreeCaller(new Kinesis().endpoint);

    /// A good request.
    private record Told(ModelOperation operation, Map<String, Object> request) {}

    @BeforeEach
    void listen() {
        logged.start();
        root.addAppender(logged);
    }

    @AfterEach
    void stopListening() {
        root.detachAppender(logged);
    }

    @Test
    @Behaviour("K-106")
    void whateverComesThereIsAnAnswerOfTheService() {
        System.out.println("fuzz: endpoint, again with -Dmillrace.fuzz.seed=" + seed);
        int runs = Integer.getInteger("millrace.fuzz.runs", RUNS);
        for (int i = 0; i < runs; i++) {
            if (i % RUNS_PER_SERVER == 0) {
                fresh();
            }
            once(i);
        }
        System.out.printf("fuzz: %d requests, answers %s%n", runs, answers);
        assertThat(logged.list)
                .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .extracting(event -> event.getFormattedMessage())
                .isEmpty();
        assertThat(answers).containsKeys("200", "400 ValidationException");
    }

    /// A server with a story behind it, whose requests are then spoilt.
    private void fresh() {
        told.clear();
        Kinesis kinesis = new Kinesis();
        caller = new TreeCaller(kinesis.endpoint);
        for (String call :
                new String[] {
                    "CreateStream {'StreamName':'s','ShardCount':3}",
                    "CreateStream {'StreamName':'d'}",
                    "PutRecord {'StreamName':'s','PartitionKey':'k','Data':'YQ=='}",
                    "SplitShard {'StreamName':'s','ShardToSplit':'0','NewStartingHashKey':'9'}"
                }) {
            int space = call.indexOf(' ');
            ModelOperation operation = MODEL.operation(call.substring(0, space));
            caller.call(
                    Format.JSON,
                    operation.name(),
                    Story.typed(operation.input(), Trees.structure(call.substring(space + 1))));
        }
        kinesis.clock.advance(Duration.ofSeconds(1));
        String iterator =
                kinesis.json(
                                "GetShardIterator",
                                "{'StreamName':'s','ShardId':'0','ShardIteratorType':'TRIM_HORIZON'}")
                        .text("ShardIterator");
        told.add(new Told(MODEL.operation("GetRecords"), Map.of("ShardIterator", iterator)));
        for (Story story : Story.all()) {
            for (String line : story.lines()) {
                if (!line.startsWith("!")) {
                    int space = line.indexOf(' ');
                    ModelOperation operation = MODEL.operation(line.substring(0, space));
                    String body = line.substring(space + 1).replace(" ?", "").split(" > ", 2)[0];
                    told.add(
                            new Told(
                                    operation,
                                    Story.typed(operation.input(), Trees.structure(body))));
                }
            }
        }
    }

    private void once(int run) {
        Format format = random.nextBoolean() ? Format.JSON : Format.CBOR;
        Told good = told.get(random.nextInt(told.size()));
        String operation = good.operation().name();
        byte[] body =
                switch (random.nextInt(8)) {
                    case 0 -> mutation.bytes(random.nextInt(60));
                    case 1 -> Trees.encode(format, good.request());
                    case 2, 3 -> mutation.spoil(Trees.encode(format, good.request()));
                    case 4 -> odd(format);
                    case 5 -> {
                        ModelOperation any = operations.get(random.nextInt(operations.size()));
                        operation = any.name();
                        yield Trees.encode(format, new RandomTrees(random).request(any.input()));
                    }
                    default -> Trees.encode(format, mutation.spoil(good.request()));
                };
        Map<String, String> headers =
                Kinesis.headers(format.contentType(), Kinesis.TARGET + operation);
        String method = random.nextInt(20) == 0 ? METHODS[random.nextInt(METHODS.length)] : "POST";
        if (random.nextInt(8) == 0) {
            spoil(headers);
        }
        String what =
                "run " + run + ": " + method + " " + headers + " " + HexFormat.of().formatHex(body);
        Reply.Whole reply;
        try {
            reply = caller.reply(method, headers, body);
        } catch (RuntimeException e) {
            throw new AssertionError(what, e);
        }
        String target = headers.getOrDefault("x-amz-target", "").replace(Kinesis.TARGET, "");
        check(what, target, reply);
    }

    /// Bodies that no client would think of.
    private byte[] odd(Format format) {
        String[] texts = {
            "{".repeat(3000),
            "[".repeat(100_000),
            "{\"StreamName\":" + "9".repeat(2000) + "}",
            "{\"Limit\":1e999999}",
            "{\"Limit\":-1e-999999}",
            "{\"Timestamp\":1e400}",
            "{\"StreamName\":\"\\ud800\",\"Data\":\"\"}",
            "{\"StreamName\":\"s\",\"StreamName\":\"t\"}",
            "\ufeff{}",
            "{}\u0000",
            " \n\t{} \n",
            "{\"a\":[1,2,{\"b\":[]}],\"c\":nul}"
        };
        if (format == Format.JSON) {
            return texts[random.nextInt(texts.length)].getBytes(StandardCharsets.UTF_8);
        }
        String[] cbor = {
            "bf",
            "ff",
            "bfff",
            "a1",
            "bb7fffffffffffffff",
            "9b7fffffffffffffff",
            "bf6444617461" + "5b7fffffffffffffff",
            "bf6444617461" + "5bffffffffffffffff",
            "bf6444617461" + "5f41614162ffff",
            "bf6444617461" + "5fff",
            "c1".repeat(500) + "00",
            "d9d9f7bfff",
            "bf01ff",
            "bf6a53747265616d4e616d657f617361" + "74ffff",
            "a1f6f6",
            "bf" + "61618161".repeat(100)
        };
        return HexFormat.of().parseHex(cbor[random.nextInt(cbor.length)]);
    }

    private void spoil(Map<String, String> headers) {
        switch (random.nextInt(5)) {
            case 0 ->
                    headers.put(
                            "content-type", CONTENT_TYPES[random.nextInt(CONTENT_TYPES.length)]);
            case 1 -> headers.remove("authorization");
            case 2 ->
                    headers.computeIfPresent(
                            random.nextBoolean() ? "authorization" : "x-amz-target",
                            (_, value) ->
                                    new String(
                                            mutation.spoil(
                                                    value.getBytes(StandardCharsets.ISO_8859_1)),
                                            StandardCharsets.ISO_8859_1));
            case 3 -> headers.put("origin", "http://o");
            default ->
                    headers.remove(
                            headers.keySet().stream()
                                    .skip(random.nextInt(headers.size()))
                                    .findFirst()
                                    .orElseThrow());
        }
    }

    private void check(String what, String operation, Reply.Whole reply) {
        byte[] body = new byte[reply.body().remaining()];
        reply.body().get(body);
        String type = "";
        for (Reply.Header header : reply.headers()) {
            if (header.name().toLowerCase(Locale.ROOT).equals("content-type")) {
                type = header.value();
            }
        }
        String error = "";
        for (Format format : Format.values()) {
            if (type.equals(format.contentType()) && body.length > 0) {
                Map<String, Object> tree = Trees.asStructure(Trees.decode(format, body));
                error = reply.status() == 200 ? "" : String.valueOf(tree.get("__type"));
            }
        }
        assertThat(reply.status()).as(what).isIn(200, 400, 403, 404, 500);
        if (reply.status() == 500) {
            assertThat(error).as(what).isEqualTo("InternalFailure");
            assertThat(FAULTY).as(what).contains(operation);
        } else if (!error.isEmpty() && !GENERAL.contains(error)) {
            assertThat(MODEL.operation(operation).errors()).as(what).contains(error);
        }
        answers.merge((reply.status() + " " + error).strip(), 1, Integer::sum);
    }
}
