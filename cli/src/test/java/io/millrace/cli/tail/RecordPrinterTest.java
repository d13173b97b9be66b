package io.millrace.cli.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.Record;

class RecordPrinterTest {
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    private static Record record(byte[] data) {
        return Record.builder()
                .data(SdkBytes.fromByteArray(data))
                .partitionKey("k\"1")
                .sequenceNumber("4966")
                .approximateArrivalTimestamp(Instant.parse("2026-11-01T12:00:00Z"))
                .build();
    }

    @Test
    void aLineIsTheBytesAndALineFeed() throws Exception {
        byte[] data = {0, (byte) 0xff, '\r', 'x'};
        new LinePrinter(output).print("s", List.of(record(data), record(new byte[0])));
        assertThat(output.toByteArray()).containsExactly(0, 0xff, '\r', 'x', '\n', '\n');
    }

    @Test
    void jsonTellsWhereTheRecordCameFrom() throws Exception {
        byte[] data = "héllo\n".getBytes(StandardCharsets.UTF_8);
        new JsonPrinter(output).print("shardId-000000000000", List.of(record(data)));
        assertThat(output.toString(StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"shard\":\"shardId-000000000000\",\"sequence_number\":\"4966\","
                                + "\"arrival\":\"2026-11-01T12:00:00.000Z\","
                                + "\"partition_key\":\"k\\\"1\",\"data\":\"héllo\\n\"}\n");
    }

    @Test
    void jsonHasBytesThatAreNoTextInBase64() throws Exception {
        new JsonPrinter(output).print("s", List.of(record(new byte[] {(byte) 0xff, 1})));
        assertThat(output.toString(StandardCharsets.UTF_8)).contains("\"data_base64\":\"/wE=\"");
    }
}
