package io.millrace.cli.bench;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;

/// Writes the bodies of requests. Not thread-safe.
final class Requests {
    private static final SerializedString STREAM_NAME = new SerializedString("StreamName");
    private static final SerializedString RECORDS = new SerializedString("Records");
    private static final SerializedString DATA = new SerializedString("Data");
    private static final SerializedString PARTITION_KEY = new SerializedString("PartitionKey");
    private static final SerializedString SHARD_ITERATOR = new SerializedString("ShardIterator");
    private static final SerializedString LIMIT = new SerializedString("Limit");

    /// Writes something to a generator.
    private interface Content {
        void write(JsonGenerator out) throws IOException;
    }

    private final WireFormat format;
    private final String stream;
    private final Body body = new Body();
    private byte[] base64 = new byte[0];

    Requests(WireFormat format, String stream) {
        this.format = format;
        this.stream = stream;
    }

    /// A record to write: fills the array with the record of an index and returns its key.
    interface RecordSource {
        String fill(byte[] data, int index);
    }

    private Body object(Content content) {
        body.reset();
        try (JsonGenerator out = format.factory().createGenerator(body)) {
            out.writeStartObject();
            content.write(out);
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return body;
    }

    Body createStream(int shards) {
        return object(out -> {
            stream(out);
            out.writeNumberField("ShardCount", shards);
        });
    }

    /// For every operation that takes a stream and nothing else.
    Body ofStream() {
        return object(this::stream);
    }

    Body shardIterator(String shard, String type) {
        return object(out -> {
            stream(out);
            out.writeStringField("ShardId", shard);
            out.writeStringField("ShardIteratorType", type);
        });
    }

    Body listShards(String nextToken) {
        return object(out -> {
            if (nextToken.isEmpty()) {
                stream(out);
            } else {
                out.writeStringField("NextToken", nextToken);
            }
        });
    }

    Body getRecords(String iterator, int limit) {
        return object(out -> {
            out.writeFieldName(SHARD_ITERATOR);
            out.writeString(iterator);
            out.writeFieldName(LIMIT);
            out.writeNumber(limit);
        });
    }

    /// A put of so many records, one with the operation for one.
    Conversation.Call put(byte[] data, int batch, RecordSource source) {
        return batch == 1
                ? new Conversation.Call("PutRecord", putRecord(data, source))
                : new Conversation.Call("PutRecords", putRecords(data, batch, source));
    }

    private Body putRecord(byte[] data, RecordSource source) {
        return object(out -> {
            stream(out);
            record(out, source.fill(data, 0), data);
        });
    }

    /// @param data room for one record, used for all
    private Body putRecords(byte[] data, int count, RecordSource source) {
        return object(out -> {
            stream(out);
            out.writeFieldName(RECORDS);
            out.writeStartArray();
            for (int i = 0; i < count; i++) {
                out.writeStartObject();
                record(out, source.fill(data, i), data);
                out.writeEndObject();
            }
            out.writeEndArray();
        });
    }

    private void stream(JsonGenerator out) throws IOException {
        out.writeFieldName(STREAM_NAME);
        out.writeString(stream);
    }

    private void record(JsonGenerator out, String key, byte[] data) throws IOException {
        out.writeFieldName(DATA);
        switch (format) {
            case CBOR -> out.writeBinary(data);
            case JSON -> {
                // The JDK's encoder is vectorized, Jackson's is not; base64 needs no escaping.
                int room = (data.length + 2) / 3 * 4;
                if (base64.length != room) {
                    base64 = new byte[room];
                }
                int length = Base64.getEncoder().encode(data, base64);
                out.writeRawUTF8String(base64, 0, length);
            }
        }
        out.writeFieldName(PARTITION_KEY);
        out.writeString(key);
    }
}
