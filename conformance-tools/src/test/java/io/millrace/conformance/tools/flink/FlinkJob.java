package io.millrace.conformance.tools.flink;

import java.util.Properties;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.connector.kinesis.sink.KinesisStreamsSink;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.connectors.kinesis.FlinkKinesisConsumer;

/// A job of Flink that reads a stream in both ways, polled and pushed (enhanced fan-out), and
/// writes what it reads to two others. This version's source goes by name, its sinks by ARN. Its
/// newer source fails behind the end of a shard ("records for a split that was not registered").
public final class FlinkJob {
    private static final int PARALLELISM = 2;
    private static final long CHECKPOINT_MILLIS = 1_000;

    private FlinkJob() {}

    /// Runs until it is killed.
    ///
    /// @param arguments the endpoint, the ARN of the source; names of the sinks, polled and pushed
    // Flink calls this source deprecated; only it can all of this in this version.
    @SuppressWarnings("deprecation")
    public static void main(String[] arguments) throws Exception {
        Properties client = client(arguments[0]);
        String source = arguments[1];
        String name = source.substring(source.lastIndexOf('/') + 1);
        String sinks = source.substring(0, source.length() - name.length());
        StreamExecutionEnvironment flow =
                StreamExecutionEnvironment.createLocalEnvironment(PARALLELISM);
        flow.enableCheckpointing(CHECKPOINT_MILLIS);
        flow.addSource(new FlinkKinesisConsumer<>(name, new SimpleStringSchema(), client))
                .sinkTo(sink(sinks + arguments[2], client));
        flow.addSource(new FlinkKinesisConsumer<>(name, new SimpleStringSchema(), pushed(client)))
                .sinkTo(sink(sinks + arguments[3], client));
        flow.execute("relay");
    }

    private static Properties client(String endpoint) {
        Properties client = new Properties();
        client.setProperty("aws.region", "us-east-1");
        client.setProperty("aws.endpoint", endpoint);
        client.setProperty("aws.credentials.provider", "BASIC");
        client.setProperty("aws.credentials.provider.basic.accesskeyid", "AKIDEXAMPLE");
        client.setProperty("aws.credentials.provider.basic.secretkey", "secret");
        client.setProperty("flink.stream.initpos", "TRIM_HORIZON");
        client.setProperty("flink.shard.discovery.intervalmillis", "1000");
        return client;
    }

    private static Properties pushed(Properties client) {
        Properties pushed = new Properties();
        pushed.putAll(client);
        pushed.setProperty("flink.stream.recordpublisher", "EFO");
        pushed.setProperty("flink.stream.efo.consumername", "flink");
        return pushed;
    }

    /// The first word of a record is its key.
    private static KinesisStreamsSink<String> sink(String arn, Properties client) {
        return KinesisStreamsSink.<String>builder()
                .setStreamArn(arn)
                .setKinesisClientProperties(client)
                .setSerializationSchema(new SimpleStringSchema())
                .setPartitionKeyGenerator(text -> text.substring(0, text.indexOf(' ')))
                .build();
    }
}
