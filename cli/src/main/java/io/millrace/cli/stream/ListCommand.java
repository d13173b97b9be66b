package io.millrace.cli.stream;

import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.cli.client.EndpointOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.kinesis.model.ListStreamsResponse;
import software.amazon.awssdk.services.kinesis.model.StreamSummary;

/// `millrace stream list`.
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists the account's streams in a region.")
final class ListCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Mixin private final EndpointOptions endpoint = new EndpointOptions();

    @Option(names = "--json", description = "Print a JSON document instead of a table.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        return Session.run(
                Objects.requireNonNull(spec),
                endpoint,
                session -> {
                    List<StreamSummary> streams = all(session);
                    if (json) {
                        JsonDocument.print(session.out(), to -> write(to, streams));
                    } else {
                        print(session, streams);
                    }
                });
    }

    private static List<StreamSummary> all(Session session) throws InterruptedException {
        ListStreamsResponse page = session.ask(c -> c.listStreams());
        List<StreamSummary> streams = new ArrayList<>(page.streamSummaries());
        while (page.hasMoreStreams()) {
            String last = page.streamNames().getLast();
            page = session.ask(c -> c.listStreams(r -> r.exclusiveStartStreamName(last)));
            streams.addAll(page.streamSummaries());
        }
        return streams;
    }

    private static void print(Session session, List<StreamSummary> streams) {
        Table table = new Table("STREAM", "STATUS", "MODE", "CREATED");
        for (StreamSummary stream : streams) {
            table.row(
                    stream.streamName(),
                    stream.streamStatusAsString(),
                    stream.streamModeDetails().streamModeAsString(),
                    stream.streamCreationTimestamp().toString());
        }
        table.print(session.out());
    }

    private static void write(JsonGenerator json, List<StreamSummary> streams) throws IOException {
        json.writeArrayFieldStart("streams");
        for (StreamSummary stream : streams) {
            json.writeStartObject();
            json.writeStringField("name", stream.streamName());
            json.writeStringField("arn", stream.streamARN());
            json.writeStringField("status", stream.streamStatusAsString());
            json.writeStringField("mode", stream.streamModeDetails().streamModeAsString());
            json.writeStringField("created", stream.streamCreationTimestamp().toString());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
