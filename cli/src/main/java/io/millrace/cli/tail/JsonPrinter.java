package io.millrace.cli.tail;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kinesis.model.Record;

/// Writes a JSON object a line.
///
/// ```json
/// {"shard":"shardId-000000000000","sequence_number":"4966…","arrival":"2026-11-01T12:00:00.000Z","partition_key":"k","data":"text"}
/// ```
///
/// Data that is not valid UTF-8 stands under `data_base64` instead of `data`.
final class JsonPrinter implements RecordPrinter {
    private static final DateTimeFormatter MILLIS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private final JsonGenerator json;
    private final ReentrantLock lock = new ReentrantLock();

    JsonPrinter(OutputStream output) throws IOException {
        this.json = new JsonFactory().createGenerator(output, JsonEncoding.UTF8);
        json.setRootValueSeparator(null);
    }

    @Override
    public void print(String shard, List<Record> page) throws IOException {
        lock.lock();
        try {
            for (Record record : page) {
                write(shard, record);
            }
            json.flush();
        } finally {
            lock.unlock();
        }
    }

    private void write(String shard, Record record) throws IOException {
        json.writeStartObject();
        json.writeStringField("shard", shard);
        json.writeStringField("sequence_number", record.sequenceNumber());
        if (record.approximateArrivalTimestamp() != null) {
            json.writeStringField("arrival", MILLIS.format(record.approximateArrivalTimestamp()));
        }
        json.writeStringField("partition_key", record.partitionKey());
        byte[] data = record.data().asByteArrayUnsafe();
        String text = textOf(data);
        if (text == null) {
            json.writeFieldName("data_base64");
            json.writeBinary(data);
        } else {
            json.writeStringField("data", text);
        }
        json.writeEndObject();
        json.writeRaw('\n');
    }

    private static @Nullable String textOf(byte[] data) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(data)).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
