package io.millrace.conformance.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.conformance.kcl.Calls;
import io.millrace.conformance.kcl.Clients;
import io.millrace.conformance.kcl.Eventually;
import io.millrace.conformance.kcl.Producer;
import io.millrace.conformance.kcl.Server;
import io.millrace.testkit.MillraceProcess;
import java.io.File;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/// A server, a stream that is written to, and a tool that copies it to others while its shards
/// split and merge.
final class Relay implements AutoCloseable {
    static final String SOURCE = "orders";
    static final String SOURCE_ARN = "arn:aws:kinesis:us-east-1:000000000000:stream/" + SOURCE;

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final int SHARDS = 2;

    private final Server server;
    private final Clients clients;
    private final List<String> targets;
    private final Producer producer;
    private final MillraceProcess tool;

    /// Starts the tool when there are records already.
    ///
    /// @param lib directory of the tool's class path below `lib`
    /// @param arguments those of its program, behind the endpoint
    Relay(Path directory, String lib, Class<?> main, List<String> arguments, String... targets)
            throws Exception {
        this.server = Server.on(directory.resolve("data"));
        this.clients = Clients.of(server.endpoint());
        this.targets = List.of(targets);
        create(SOURCE);
        this.targets.forEach(this::create);
        this.producer = Producer.start(clients.kinesis(), SOURCE);
        Path temporary = Files.createDirectories(directory.resolve("tmp"));
        this.tool = MillraceProcess.of(command(lib, temporary, main, arguments));
    }

    private void create(String stream) {
        clients.kinesis().createStream(r -> r.streamName(stream).shardCount(SHARDS));
    }

    private List<String> command(
            String lib, Path temporary, Class<?> main, List<String> arguments) {
        Path jars = Path.of("lib", lib, "target", "lib").toAbsolutePath();
        assertThat(Files.isDirectory(jars)).as("%s: build its module, too (-am)", jars).isTrue();
        String classes = main.getProtectionDomain().getCodeSource().getLocation().getPath();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx384m"));
        // What Flink's own scripts open to it.
        command.add("--add-opens=java.base/java.util=ALL-UNNAMED");
        command.add("--add-opens=java.base/java.lang=ALL-UNNAMED");
        // Flink unpacks jars there, and is killed before it removes them.
        command.add("-Djava.io.tmpdir=" + temporary);
        command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
        command.addAll(List.of("-cp", classes + File.pathSeparator + jars + "/*"));
        command.addAll(List.of(main.getName(), server.endpoint().toString()));
        command.addAll(arguments);
        return command;
    }

    /// Splits the first open shard in the middle.
    void split() {
        Shard first = openShards().getFirst();
        BigInteger from = new BigInteger(first.hashKeyRange().startingHashKey());
        BigInteger to = new BigInteger(first.hashKeyRange().endingHashKey());
        clients.kinesis()
                .splitShard(r ->
                        r.streamName(SOURCE)
                                .shardToSplit(first.shardId())
                                .newStartingHashKey(from.add(to).shiftRight(1).toString()));
    }

    /// Merges the last two open shards.
    void merge() {
        List<Shard> open = openShards();
        clients.kinesis()
                .mergeShards(r ->
                        r.streamName(SOURCE)
                                .shardToMerge(open.get(open.size() - 2).shardId())
                                .adjacentShardToMerge(open.getLast().shardId()));
    }

    /// Waits until what is written only now has arrived everywhere.
    void awaitProgress() throws Exception {
        Map<String, Long> before = producer.acknowledged();
        Eventually.await(
                "records written from now on arrive",
                SOON,
                () -> targets.stream().allMatch(target -> isBeyond(before, arrived(target))),
                tool::output);
    }

    private static boolean isBeyond(Map<String, Long> before, Set<String> arrived) {
        return before.entrySet().stream()
                .allMatch(e -> arrived.contains(Producer.text(e.getKey(), e.getValue() + 1)));
    }

    /// Ends the writers and fails unless every record arrives everywhere, as it was.
    ///
    /// @return what the tool called
    Calls finish() throws Exception {
        Set<String> written = new HashSet<>();
        producer.stop()
                .forEach((key, last) -> {
                    for (long number = 1; number <= last; number++) {
                        written.add(Producer.text(key, number));
                    }
                });
        for (String target : targets) {
            Eventually.await(
                    "everything is in " + target,
                    SOON,
                    () -> arrived(target).containsAll(written),
                    () -> missing(written, target) + "\n" + tool.output());
            assertThat(arrived(target)).as(target).isEqualTo(written);
        }
        tool.kill();
        Calls calls = Calls.exact();
        calls.add(server.endpoint());
        calls.subtract(clients.own().counts());
        return calls;
    }

    private String missing(Set<String> written, String target) {
        Set<String> missing = new TreeSet<>(written);
        missing.removeAll(arrived(target));
        return missing.size()
                + " of "
                + written.size()
                + " are missing, such as "
                + missing.stream()
                        .limit(20)
                        .map(text -> text.substring(0, text.lastIndexOf(' ')))
                        .toList();
    }

    /// The texts of all records of a stream, each under its key.
    private Set<String> arrived(String stream) {
        Set<String> texts = new HashSet<>();
        for (Shard shard : clients.kinesis().listShards(r -> r.streamName(stream)).shards()) {
            String iterator =
                    clients.kinesis()
                            .getShardIterator(r ->
                                    r.streamName(stream)
                                            .shardId(shard.shardId())
                                            .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                            .shardIterator();
            GetRecordsResponse page;
            do {
                String next = iterator;
                page = clients.kinesis().getRecords(r -> r.shardIterator(next));
                page.records().forEach(record -> texts.add(text(record)));
                iterator = page.nextShardIterator();
            } while (page.hasRecords() && !page.records().isEmpty());
        }
        return texts;
    }

    private static String text(Record record) {
        String text = record.data().asUtf8String();
        assertThat(text).startsWith(record.partitionKey() + " ");
        return text;
    }

    private List<Shard> openShards() {
        List<Shard> open =
                new ArrayList<>(clients.kinesis().listShards(r -> r.streamName(SOURCE)).shards());
        open.removeIf(shard -> shard.sequenceNumberRange().endingSequenceNumber() != null);
        open.sort(
                Comparator.comparing(
                        shard -> new BigInteger(shard.hashKeyRange().startingHashKey())));
        return open;
    }

    @Override
    public void close() {
        producer.close();
        tool.close();
        clients.close();
        server.close();
    }
}
