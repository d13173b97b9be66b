package io.millrace.cli.stream;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import software.amazon.awssdk.services.kinesis.model.StreamDescriptionSummary;

/// `millrace stream describe`.
@Command(
        name = "describe",
        mixinStandardHelpOptions = true,
        description = "Shows a stream, its settings and its shards.")
final class DescribeCommand implements Callable<Integer> {
    @Mixin private final StreamOptions stream = new StreamOptions();

    @Option(
            names = "--open",
            description = "Show open shards only, not those that were split or merged.")
    private boolean openOnly;

    @Option(names = "--json", description = "Print a JSON document instead of tables.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        return stream.run(session -> {
            StreamDescriptionSummary summary = session.summary(stream.name());
            List<ShardRange> all = ShardRange.all(session, stream.name());
            List<ShardRange> shown = openOnly ? ShardRange.open(all) : all;
            if (json) {
                JsonDocument.print(session.out(), to -> write(to, summary, shown));
            } else {
                print(session.out(), summary, shown);
            }
        });
    }

    private static void print(
            PrintWriter out, StreamDescriptionSummary summary, List<ShardRange> shards) {
        Table settings = new Table("STREAM", summary.streamName());
        settings.row("arn", summary.streamARN())
                .row("status", summary.streamStatusAsString())
                .row("mode", summary.streamModeDetails().streamModeAsString())
                .row("created", summary.streamCreationTimestamp().toString())
                .row("retention", summary.retentionPeriodHours() + " h")
                .row("open shards", String.valueOf(summary.openShardCount()))
                .row("consumers", String.valueOf(Objects.requireNonNullElse(consumers(summary), 0)))
                .row("encryption", encryption(summary))
                .print(out);
        out.println();
        Table table = new Table("SHARD", "STATE", "SHARE", "FIRST HASH KEY", "PARENTS");
        for (ShardRange range : shards) {
            table.row(
                    range.id(),
                    range.isOpen() ? "open" : "closed",
                    range.share(),
                    range.start().toString(),
                    range.parents());
        }
        table.print(out);
    }

    private static @Nullable Integer consumers(StreamDescriptionSummary summary) {
        return summary.consumerCount();
    }

    private static String encryption(StreamDescriptionSummary summary) {
        String key = summary.keyId();
        String type = Objects.requireNonNullElse(summary.encryptionTypeAsString(), "NONE");
        return key == null ? type : type + " " + key;
    }

    private static void write(
            JsonGenerator json, StreamDescriptionSummary summary, List<ShardRange> shards)
            throws IOException {
        json.writeStringField("name", summary.streamName());
        json.writeStringField("arn", summary.streamARN());
        json.writeStringField("status", summary.streamStatusAsString());
        json.writeStringField("mode", summary.streamModeDetails().streamModeAsString());
        json.writeStringField("created", summary.streamCreationTimestamp().toString());
        json.writeNumberField("retention_hours", summary.retentionPeriodHours());
        json.writeNumberField("open_shards", summary.openShardCount());
        json.writeNumberField("consumers", Objects.requireNonNullElse(consumers(summary), 0));
        json.writeStringField("encryption", encryption(summary));
        json.writeArrayFieldStart("shards");
        for (ShardRange range : shards) {
            json.writeStartObject();
            json.writeStringField("id", range.id());
            json.writeBooleanField("open", range.isOpen());
            json.writeStringField("first_hash_key", range.start().toString());
            json.writeStringField("last_hash_key", range.end().toString());
            writeIfAny(json, "parent", range.shard().parentShardId());
            writeIfAny(json, "adjacent_parent", range.shard().adjacentParentShardId());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeIfAny(JsonGenerator json, String name, @Nullable String text)
            throws IOException {
        if (text != null) {
            json.writeStringField(name, text);
        }
    }
}
