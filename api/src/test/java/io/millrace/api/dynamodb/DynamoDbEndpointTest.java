package io.millrace.api.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.Reply;
import io.millrace.api.Request;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What stands around operations: protocols, errors and their types. The checksum of every reply is
/// compared by {@link DynamoDb}.
final class DynamoDbEndpointTest {
    private static final String SERVICE = "com.amazon.coral.service#";
    private static final String VALIDATE = "com.amazon.coral.validate#ValidationException";
    private static final String MODEL = "com.amazonaws.dynamodb.v20120810#";

    private final DynamoDb service = DynamoDb.withTables();

    @Test
    void aReplyCarriesItsIdAndItsChecksum() {
        DynamoDb.Answer answer = service.call("ListTables", "{}");
        assertThat(answer.body()).isEqualTo("{'TableNames':['ranged','tab']}");
        assertThat(answer.header("x-amzn-requestid")).hasSize(36);
        assertThat(answer.header("content-type")).isEqualTo("application/x-amz-json-1.0");
        assertThat(answer.header("x-amz-crc32")).isNotEmpty();
    }

    @Test
    void anOperationThatIsNotHereIsToldWhatIs() {
        assertThat(service.refused("ExecuteStatement", "{}"))
                .startsWith(
                        "{'__type':'"
                                + SERVICE
                                + "UnknownOperationException','message':'This server does not have"
                                + " the operation ExecuteStatement. It has: BatchGetItem,");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "~~ | {'__type':'#SerializationException'}",
                "[] | {'__type':'#SerializationException'}",
                "{'TableName':} | {'__type':'#SerializationException'}",
                "{'TableName':1} | {'__type':'#SerializationException','Message':'class"
                        + " com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be converted"
                        + " to an String'}"
            })
    void aBodyThatCannotBeReadIsRefused(String body, String error) {
        assertThat(service.refused("DescribeTable", body)).isEqualTo(error.replace("#", SERVICE));
    }

    @Test
    void credentialsAreAskedFor() {
        Map<String, String> headers = DynamoDb.headers("DynamoDB_20120810.ListTables");
        headers.remove("authorization");
        DynamoDb.Answer answer = service.send("POST", headers, "{}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body())
                .contains("'__type':'" + SERVICE + "MissingAuthenticationTokenException'");
    }

    @Test
    void whatIsNoCallIsUnknown() {
        Map<String, String> headers = DynamoDb.headers("DynamoDB_20120810.ListTables");
        assertThat(service.send("GET", headers, "").status()).isEqualTo(404);
        headers.put("content-type", "text/plain");
        DynamoDb.Answer answer = service.send("POST", headers, "{}");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("<UnknownOperationException/>\n");
    }

    @Test
    void errorsAreOfTheTypesOfTheService() {
        assertThat(service.refused("DescribeTable", "{'TableName':'nowhere'}"))
                .isEqualTo(
                        "{'__type':'"
                                + MODEL
                                + "ResourceNotFoundException','message':'Requested resource not"
                                + " found: Table: nowhere not found'}");
        assertThat(service.refused("DescribeTable", "{}"))
                .isEqualTo(
                        "{'__type':'"
                                + VALIDATE
                                + "','message':'The parameter 'TableName' is required but was not"
                                + " present in the request'}");
        assertThat(service.refused("GetItem", "{'TableName':'abc;','Key':null}"))
                .contains(
                        "2 validation errors detected: Value null at 'key' failed to satisfy"
                                + " constraint: Member must not be null; Value 'abc;' at 'tableName'"
                                + " failed to satisfy constraint: Member must satisfy regular"
                                + " expression pattern: [a-zA-Z0-9_.-]+'}");
    }

    @Test
    void aFailedConditionBringsTheItem() {
        service.done("PutItem", "{'TableName':'tab','Item':{'k':{'S':'a'},'v':{'N':'1'}}}");
        String put =
                "{'TableName':'tab','Item':{'k':{'S':'a'}},"
                        + "'ConditionExpression':'attribute_not_exists(k)'";
        assertThat(service.refused("PutItem", put + "}"))
                .isEqualTo(
                        "{'__type':'"
                                + MODEL
                                + "ConditionalCheckFailedException','message':'The conditional"
                                + " request failed'}");
        assertThat(
                        service.refused(
                                "PutItem",
                                put + ",'ReturnValuesOnConditionCheckFailure':'ALL_OLD'}"))
                .isEqualTo(
                        "{'__type':'"
                                + MODEL
                                + "ConditionalCheckFailedException','Item':{'k':{'S':'a'},"
                                + "'v':{'N':'1'}},'message':'The conditional request failed'}");
    }

    @Test
    void aCancelledTransactionBringsItsReasons() {
        service.done("PutItem", "{'TableName':'tab','Item':{'k':{'S':'a'}}}");
        String body =
                "{'TransactItems':[{'Delete':{'TableName':'tab','Key':{'k':{'S':'b'}}}},"
                        + "{'Put':{'TableName':'tab','Item':{'k':{'S':'a'}},"
                        + "'ConditionExpression':'attribute_not_exists(k)',"
                        + "'ReturnValuesOnConditionCheckFailure':'ALL_OLD'}}]}";
        assertThat(service.refused("TransactWriteItems", body))
                .isEqualTo(
                        "{'__type':'"
                                + MODEL
                                + "TransactionCanceledException','CancellationReasons':[{'Code':"
                                + "'None'},{'Code':'ConditionalCheckFailed','Item':{'k':{'S':'a'}},"
                                + "'Message':'The conditional request failed'}],'Message':"
                                + "'Transaction cancelled, please refer cancellation reasons for"
                                + " specific reasons [None, ConditionalCheckFailed]'}");
    }

    @Test
    void rpcCborIsSpokenToo() {
        Map<String, String> headers = DynamoDb.headers("none");
        headers.remove("x-amz-target");
        headers.put("content-type", "application/cbor");
        // {"TableName": "tab", "Key": {"k": {"S": "a"}}}
        byte[] body =
                HexFormat.of()
                        .parseHex(
                                "a2695461626c654e616d6563746162634b6579a1616ba161536161"
                                        .replace(" ", ""));
        service.done("PutItem", "{'TableName':'tab','Item':{'k':{'S':'a'}}}");
        Request request =
                new Request(
                        "POST",
                        "/service/DynamoDB_20120810/operation/GetItem",
                        null,
                        name -> headers.get(String.valueOf(name).toLowerCase(Locale.ROOT)),
                        body);
        Reply.Whole reply =
                (Reply.Whole) service.endpoint.handle(request).toCompletableFuture().join();
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.headers())
                .contains(
                        new Reply.Header("smithy-protocol", "rpc-v2-cbor"),
                        new Reply.Header("Content-Type", "application/cbor"));
        byte[] bytes = new byte[reply.body().remaining()];
        reply.body().get(bytes);
        // {_ "Item": {_ "k": {_ "S": "a"}}}
        assertThat(HexFormat.of().formatHex(bytes)).isEqualTo("bf644974656dbf616bbf61536161ffffff");
    }
}
