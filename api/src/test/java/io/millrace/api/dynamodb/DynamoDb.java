package io.millrace.api.dynamodb;

import io.millrace.api.Reply;
import io.millrace.api.Request;
import io.millrace.log.SharedLog;
import io.millrace.table.TableNode;
import io.millrace.table.TableState;
import io.millrace.testkit.SimulatedLog;
import io.millrace.testkit.VirtualClock;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.CRC32;

/// A service over an engine of its own, asked at its endpoint. In requests and replies `'` stands
/// for `"`.
final class DynamoDb {
    private static final long TABLE_MEMORY = 64 << 20;

    final VirtualClock clock = new VirtualClock();
    final DynamoDbEndpoint endpoint;

    DynamoDb() {
        SharedLog log = new SharedLog(SimulatedLog.immediate(clock));
        TableState state = TableState.join(log);
        log.start();
        TableNode node = TableNode.start(state, TABLE_MEMORY, clock, new Random(1));
        endpoint = new DynamoDbEndpoint(node.engine(), new Random(2));
    }

    /// A service with a table `tab` of the hash key `k` (S), and one `ranged` with the range key
    /// `n` (N) besides and an index `byO` on `o` (S), keys only.
    static DynamoDb withTables() {
        DynamoDb service = new DynamoDb();
        service.done(
                "CreateTable",
                "{'TableName':'tab','BillingMode':'PAY_PER_REQUEST',"
                        + "'KeySchema':[{'AttributeName':'k','KeyType':'HASH'}],"
                        + "'AttributeDefinitions':[{'AttributeName':'k','AttributeType':'S'}]}");
        service.done(
                "CreateTable",
                "{'TableName':'ranged','BillingMode':'PAY_PER_REQUEST',"
                        + "'KeySchema':[{'AttributeName':'k','KeyType':'HASH'},"
                        + "{'AttributeName':'n','KeyType':'RANGE'}],"
                        + "'AttributeDefinitions':[{'AttributeName':'k','AttributeType':'S'},"
                        + "{'AttributeName':'n','AttributeType':'N'},"
                        + "{'AttributeName':'o','AttributeType':'S'}],"
                        + "'GlobalSecondaryIndexes':[{'IndexName':'byO',"
                        + "'KeySchema':[{'AttributeName':'o','KeyType':'HASH'}],"
                        + "'Projection':{'ProjectionType':'KEYS_ONLY'}}]}");
        return service;
    }

    /// A reply.
    record Answer(int status, Map<String, String> headers, String body) {
        String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }
    }

    /// Calls with success.
    ///
    /// @return the body
    String done(String operation, String body) {
        Answer answer = call(operation, body);
        if (answer.status() != 200) {
            throw new AssertionError(operation + " " + body + ": " + answer.body());
        }
        return answer.body();
    }

    /// Calls and is refused.
    ///
    /// @return the body
    String refused(String operation, String body) {
        Answer answer = call(operation, body);
        if (answer.status() != 400) {
            throw new AssertionError(operation + " " + body + ": " + answer.body());
        }
        return answer.body();
    }

    Answer call(String operation, String body) {
        return send("POST", headers("DynamoDB_20120810." + operation), body);
    }

    static Map<String, String> headers(String target) {
        Map<String, String> headers = new TreeMap<>();
        headers.put("content-type", "application/x-amz-json-1.0");
        headers.put("x-amz-target", target);
        headers.put("x-amz-date", "20260101T000000Z");
        headers.put("host", "tables.example:4567");
        headers.put(
                "authorization",
                "AWS4-HMAC-SHA256 Credential=AKID/20260101/us-east-1/dynamodb/aws4_request,"
                        + " SignedHeaders=host, Signature=ab");
        return headers;
    }

    /// Sends a request and compares the checksum of the reply.
    Answer send(String method, Map<String, String> headers, String body) {
        byte[] bytes = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        Request request =
                new Request(
                        method,
                        "/",
                        null,
                        name -> headers.get(String.valueOf(name).toLowerCase(Locale.ROOT)),
                        bytes);
        Reply.Whole reply = (Reply.Whole) endpoint.handle(request).toCompletableFuture().join();
        byte[] copy = new byte[reply.body().remaining()];
        reply.body().get(copy);
        Map<String, String> byName = new TreeMap<>();
        for (Reply.Header header : reply.headers()) {
            byName.put(header.name().toLowerCase(Locale.ROOT), header.value());
        }
        CRC32 crc = new CRC32();
        crc.update(copy);
        if (!Long.toString(crc.getValue()).equals(byName.get("x-amz-crc32"))) {
            throw new AssertionError("checksum " + byName.get("x-amz-crc32") + " of " + body);
        }
        String text = new String(copy, StandardCharsets.UTF_8).replace('"', '\'');
        return new Answer(reply.status(), byName, text);
    }
}
