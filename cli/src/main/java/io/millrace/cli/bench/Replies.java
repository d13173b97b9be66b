package io.millrace.cli.bench;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Reads the bodies of answers. Not thread-safe.
final class Replies {
    private static final int BAD_REQUEST = 400;
    private static final String THROTTLING = "ProvisionedThroughputExceededException";

    private final WireFormat format;
    private final Body data = new Body();

    Replies(WireFormat format) {
        this.format = format;
    }

    /// Takes the records of a page.
    interface RecordSink {
        /// Takes one record.
        ///
        /// @param data the record is `data[0, length)`, only during the call
        void record(String key, byte[] data, int length);
    }

    /// What a page says besides its records.
    ///
    /// @param records how many it has
    /// @param dataBytes the sum of their lengths
    /// @param nextIterator empty at the end of a closed shard
    record Page(int records, long dataBytes, String nextIterator, long millisBehindLatest) {}

    /// Reads which records of a PutRecords request were stored.
    ///
    /// @return how many were refused for their rate
    /// @throws IOException if the body is no such answer or has another number of results
    int putRecords(Body reply, boolean[] stored) throws IOException {
        int results = 0;
        int throttled = 0;
        try (JsonParser in = parser(reply)) {
            expect(in.nextToken(), JsonToken.START_OBJECT);
            for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
                in.nextToken();
                if (!name.equals("Records")) {
                    in.skipChildren();
                    continue;
                }
                while (in.nextToken() == JsonToken.START_OBJECT) {
                    String error = errorOf(in);
                    if (results < stored.length) {
                        stored[results] = error.isEmpty();
                    }
                    throttled += error.equals(THROTTLING) ? 1 : 0;
                    results++;
                }
            }
        }
        if (results != stored.length) {
            throw new IOException(stored.length + " records got " + results + " results");
        }
        return throttled;
    }

    /// Why a record was not stored; empty if it was.
    private static String errorOf(JsonParser in) throws IOException {
        boolean numbered = false;
        String error = "none told";
        for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
            boolean hasValue = in.nextToken() != JsonToken.VALUE_NULL;
            numbered |= hasValue && name.equals("SequenceNumber");
            if (hasValue && name.equals("ErrorCode")) {
                error = in.getText();
            }
        }
        return numbered ? "" : error;
    }

    /// Reads a page of GetRecords.
    Page getRecords(Body reply, RecordSink sink) throws IOException {
        int records = 0;
        long bytes = 0;
        String next = "";
        long behind = 0;
        try (JsonParser in = parser(reply)) {
            expect(in.nextToken(), JsonToken.START_OBJECT);
            for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
                JsonToken value = in.nextToken();
                switch (name) {
                    case "Records" -> {
                        while (in.nextToken() == JsonToken.START_OBJECT) {
                            bytes += record(in, sink);
                            records++;
                        }
                    }
                    case "NextShardIterator" ->
                            next = value == JsonToken.VALUE_NULL ? "" : in.getText();
                    case "MillisBehindLatest" -> behind = in.getLongValue();
                    default -> in.skipChildren();
                }
            }
        }
        return new Page(records, bytes, next, behind);
    }

    private int record(JsonParser in, RecordSink sink) throws IOException {
        String key = "";
        data.reset();
        for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
            in.nextToken();
            switch (name) {
                case "Data" -> readData(in);
                case "PartitionKey" -> key = in.getText();
                default -> in.skipChildren();
            }
        }
        sink.record(key, data.bytes(), data.length());
        return data.length();
    }

    private void readData(JsonParser in) throws IOException {
        switch (format) {
            case CBOR -> in.readBinaryValue(data);
            // The JDK's decoder is vectorized, Jackson's is not.
            case JSON -> data.takeBase64(in.getText().getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    /// All scalar members of an answer and of the objects in it, by name, in the order they stand:
    /// for the small answers of control calls.
    Map<String, List<String>> scalars(Body reply) throws IOException {
        Map<String, List<String>> members = new TreeMap<>();
        if (reply.length() == 0) {
            return members;
        }
        try (JsonParser in = parser(reply)) {
            for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
                boolean hasValue = token.isScalarValue() && token != JsonToken.VALUE_NULL;
                if (hasValue && in.currentName() != null) {
                    members.computeIfAbsent(in.currentName(), _ -> new ArrayList<>())
                            .add(in.getText());
                }
            }
        }
        return members;
    }

    /// Whether an answer refuses a request for its rate, not for what it says.
    ///
    /// @throws IOException if the body is no answer
    boolean isThrottling(int status, Body reply) throws IOException {
        return status == BAD_REQUEST
                && scalars(reply).getOrDefault("__type", List.of()).stream()
                        .anyMatch(type -> type.endsWith(THROTTLING));
    }

    private JsonParser parser(Body reply) throws IOException {
        return format.factory().createParser(reply.bytes(), 0, reply.length());
    }

    private static void expect(JsonToken token, JsonToken expected) throws IOException {
        if (token != expected) {
            throw new IOException("expected " + expected + " but found " + token);
        }
    }
}
