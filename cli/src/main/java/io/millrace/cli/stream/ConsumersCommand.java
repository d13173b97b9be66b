package io.millrace.cli.stream;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import software.amazon.awssdk.services.kinesis.model.Consumer;
import software.amazon.awssdk.services.kinesis.model.ListStreamConsumersResponse;

/// `millrace stream consumers`.
@Command(
        name = "consumers",
        mixinStandardHelpOptions = true,
        description = "Lists, registers and deregisters the consumers that a stream is pushed to.")
final class ConsumersCommand implements Callable<Integer> {
    @Mixin private final StreamOptions stream = new StreamOptions();

    @Option(names = "--register", paramLabel = "CONSUMER", description = "Register a consumer.")
    private @Nullable String register;

    @Option(names = "--deregister", paramLabel = "CONSUMER", description = "Deregister a consumer.")
    private @Nullable String deregister;

    @Option(names = "--json", description = "Print a JSON document instead of a table.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        stream.require(
                register == null || deregister == null,
                "--register and --deregister exclude each other");
        return stream.run(session -> {
            String arn = session.summary(stream.name()).streamARN();
            change(session, arn);
            List<Consumer> consumers = all(session, arn);
            if (json) {
                JsonDocument.print(session.out(), to -> write(to, consumers));
            } else {
                print(session, consumers);
            }
        });
    }

    private void change(Session session, String arn) {
        if (register != null) {
            var _ =
                    session.change(c ->
                            c.registerStreamConsumer(r -> r.streamARN(arn).consumerName(register)));
        }
        if (deregister != null) {
            var _ =
                    session.change(c ->
                            c.deregisterStreamConsumer(
                                    r -> r.streamARN(arn).consumerName(deregister)));
        }
    }

    private static List<Consumer> all(Session session, String arn) throws InterruptedException {
        List<Consumer> consumers = new ArrayList<>();
        ListStreamConsumersResponse page =
                session.ask(c -> c.listStreamConsumers(r -> r.streamARN(arn)));
        while (true) {
            consumers.addAll(page.consumers());
            String next = page.nextToken();
            if (next == null) {
                return consumers;
            }
            page = session.ask(c -> c.listStreamConsumers(r -> r.streamARN(arn).nextToken(next)));
        }
    }

    private static void print(Session session, List<Consumer> consumers) {
        Table table = new Table("CONSUMER", "STATUS", "CREATED", "ARN");
        for (Consumer consumer : consumers) {
            table.row(
                    consumer.consumerName(),
                    consumer.consumerStatusAsString(),
                    consumer.consumerCreationTimestamp().toString(),
                    consumer.consumerARN());
        }
        table.print(session.out());
    }

    private static void write(JsonGenerator json, List<Consumer> consumers) throws IOException {
        json.writeArrayFieldStart("consumers");
        for (Consumer consumer : consumers) {
            json.writeStartObject();
            json.writeStringField("name", consumer.consumerName());
            json.writeStringField("arn", consumer.consumerARN());
            json.writeStringField("status", consumer.consumerStatusAsString());
            json.writeStringField("created", consumer.consumerCreationTimestamp().toString());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
