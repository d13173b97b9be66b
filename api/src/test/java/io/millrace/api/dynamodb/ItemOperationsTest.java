package io.millrace.api.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Operations on items at the endpoint: what they answer and what they refuse.
final class ItemOperationsTest {
    private static final String KEY = "{'TableName':'tab','Key':{'k':{'S':'a'}}";

    private final DynamoDb service = DynamoDb.withTables();

    private void put(String table, String item) {
        service.done("PutItem", "{'TableName':'" + table + "','Item':" + item + "}");
    }

    @Test
    void whatIsNotAskedForIsNotTold() {
        assertThat(service.done("GetItem", KEY + "}")).isEqualTo("{}");
        assertThat(service.done("DeleteItem", KEY + ",'ReturnValues':'ALL_OLD'}")).isEqualTo("{}");
        assertThat(service.done("PutItem", "{'TableName':'tab','Item':{'k':{'S':'a'}}}"))
                .isEqualTo("{}");
        assertThat(service.done("UpdateItem", KEY + "}")).isEqualTo("{}");
        assertThat(service.done("GetItem", KEY + "}")).isEqualTo("{'Item':{'k':{'S':'a'}}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "NONE | {}",
                "ALL_OLD | {'Attributes':{'a':{'N':'1'},'b':{'N':'2'},'k':{'S':'a'}}}",
                "ALL_NEW | {'Attributes':{'a':{'N':'5'},'c':{'S':'x'},'k':{'S':'a'}}}",
                "UPDATED_OLD | {'Attributes':{'a':{'N':'1'},'b':{'N':'2'}}}",
                "UPDATED_NEW | {'Attributes':{'a':{'N':'5'},'c':{'S':'x'}}}"
            })
    void bothDialectsReturnTheSame(String wanted, String reply) {
        String legacy =
                ",'AttributeUpdates':{'a':{'Action':'ADD','Value':{'N':'4'}},'b':{'Action':"
                        + "'DELETE'},'c':{'Value':{'S':'x'}}}";
        String expression =
                ",'UpdateExpression':'SET a = a + :f, c = :x REMOVE b',"
                        + "'ExpressionAttributeValues':{':f':{'N':'4'},':x':{'S':'x'}}";
        for (String update : new String[] {legacy, expression}) {
            put("tab", "{'k':{'S':'a'},'a':{'N':'1'},'b':{'N':'2'}}");
            assertThat(
                            service.done(
                                    "UpdateItem",
                                    KEY + update + ",'ReturnValues':'" + wanted + "'}"))
                    .isEqualTo(reply);
        }
    }

    @Test
    void capacityIsCounted() {
        put("tab", "{'k':{'S':'a'},'v':{'S':'" + "x".repeat(5_000) + "'}}");
        assertThat(service.done("DeleteItem", KEY + ",'ReturnConsumedCapacity':'TOTAL'}"))
                .isEqualTo("{'ConsumedCapacity':{'TableName':'tab','CapacityUnits':5.0}}");
        assertThat(
                        service.done(
                                "GetItem",
                                KEY
                                        + ",'ConsistentRead':true,"
                                        + "'ReturnConsumedCapacity':'INDEXES'}"))
                .isEqualTo(
                        "{'ConsumedCapacity':{'TableName':'tab','CapacityUnits':1.0,"
                                + "'Table':{'CapacityUnits':1.0}}}");
        assertThat(
                        service.done(
                                "Scan",
                                "{'TableName':'ranged','IndexName':'byO',"
                                        + "'ReturnConsumedCapacity':'INDEXES'}"))
                .isEqualTo(
                        "{'Items':[],'Count':0,'ScannedCount':0,'ConsumedCapacity':{'TableName':"
                                + "'ranged','CapacityUnits':0.5,'Table':{'CapacityUnits':0.0},"
                                + "'GlobalSecondaryIndexes':{'byO':{'CapacityUnits':0.5}}}}");
    }

    @Test
    void pagesGoOnWhereTheLastOneEnded() {
        for (int i = 1; i <= 3; i++) {
            put("ranged", "{'k':{'S':'a'},'n':{'N':'" + i + "'},'o':{'S':'x'}}");
        }
        String query =
                "{'TableName':'ranged','KeyConditionExpression':'k = :k',"
                        + "'ExpressionAttributeValues':{':k':{'S':'a'}},'Limit':2";
        assertThat(service.done("Query", query + ",'ProjectionExpression':'n'}"))
                .isEqualTo(
                        "{'Items':[{'n':{'N':'1'}},{'n':{'N':'2'}}],'Count':2,'ScannedCount':2,"
                                + "'LastEvaluatedKey':{'k':{'S':'a'},'n':{'N':'2'}}}");
        assertThat(
                        service.done(
                                "Query",
                                query
                                        + ",'Select':'COUNT','ExclusiveStartKey':{'k':{'S':'a'},"
                                        + "'n':{'N':'2'}}}"))
                .isEqualTo("{'Count':1,'ScannedCount':1}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'Select':'COUNT','ProjectionExpression':'n' | Cannot specify the ProjectionExpression"
                        + " when choosing to get only the Count",
                "'Select':'ALL_ATTRIBUTES','ProjectionExpression':'n' | Cannot specify the"
                        + " ProjectionExpression when choosing to get ALL_ATTRIBUTES",
                "'Select':'ALL_PROJECTED_ATTRIBUTES' | ALL_PROJECTED_ATTRIBUTES can be used only when"
                        + " Querying using an IndexName",
                "'Select':'SPECIFIC_ATTRIBUTES' | Must specify the AttributesToGet or"
                        + " ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES",
                "'IndexName':'byO','Select':'ALL_ATTRIBUTES' | One or more parameter values were invalid:"
                        + " Select type ALL_ATTRIBUTES is not supported for global secondary index byO"
                        + " because its projection type is not ALL",
                "'IndexName':'byO','ProjectionExpression':'z' | One or more parameter values were"
                        + " invalid: Global secondary index byO does not project [z]",
                "'IndexName':'byO','ConsistentRead':true | Consistent reads are not supported on global"
                        + " secondary indexes",
                "'IndexName':'nix' | The table does not have the specified index: nix",
                "'Segment':1 | The TotalSegments parameter is required but was not present in the request"
                        + " when Segment parameter is present",
                "'Segment':2,'TotalSegments':2 | The Segment parameter is zero-based and must be less"
                        + " than parameter TotalSegments: Segment: 2 is not less than TotalSegments: 2",
                "'AttributesToGet':['n'],'FilterExpression':'n = :n' | Can not use both expression and"
                        + " non-expression parameters in the same request: Non-expression parameters:"
                        + " {AttributesToGet} Expression parameters: {FilterExpression}",
                "'ExpressionAttributeNames':{'#n':'n'} | ExpressionAttributeNames can only be specified"
                        + " when using expressions",
                "'ExpressionAttributeValues':{':n':{'N':'1'}} | ExpressionAttributeValues can only be"
                        + " specified when using expressions: FilterExpression is null",
                "'FilterExpression':'a = :a','ExpressionAttributeValues':{':a':{}} |"
                        + " ExpressionAttributeValues contains invalid value: Supplied AttributeValue is"
                        + " empty, must contain exactly one of the supported datatypes for key :a",
                "'ExclusiveStartKey':{'k':{'X':'a'}} | The provided starting key is invalid: Supplied"
                        + " AttributeValue is empty, must contain exactly one of the supported datatypes",
                "'ConditionalOperator':'OR' | One or more parameter values were invalid:"
                        + " ConditionalOperator cannot be used without Filter or Expected",
                "'Limit':0 | 1 validation error detected: Value '0' at 'limit' failed to satisfy"
                        + " constraint: Member must have value greater than or equal to 1"
            })
    void aScanThatMakesNoSenseIsRefused(String members, String text) {
        assertThat(service.refused("Scan", "{'TableName':'ranged'," + members + "}"))
                .endsWith("'message':'" + text + "'}");
    }

    @Test
    void aQueryNeedsAKeyCondition() {
        assertThat(service.refused("Query", "{'TableName':'ranged'}"))
                .contains(
                        "Either the KeyConditions or KeyConditionExpression parameter must be"
                                + " specified in the request.");
    }

    @Test
    void aPutReturnsTheOldItemOrNothing() {
        assertThat(
                        service.refused(
                                "PutItem",
                                "{'TableName':'tab','Item':{'k':{'S':'a'}},"
                                        + "'ReturnValues':'ALL_NEW'}"))
                .contains("ReturnValues can only be ALL_OLD or NONE");
    }

    @Test
    void batchesWriteAndRead() {
        assertThat(
                        service.done(
                                "BatchWriteItem",
                                "{'RequestItems':{'tab':[{'PutRequest':{'Item':{'k':{'S':'a'},"
                                        + "'v':{'N':'1'}}}},{'DeleteRequest':{'Key':{'k':{'S':"
                                        + "'b'}}}}]}}"))
                .isEqualTo("{'UnprocessedItems':{}}");
        assertThat(
                        service.done(
                                "BatchGetItem",
                                "{'RequestItems':{'tab':{'Keys':[{'k':{'S':'a'}},{'k':{'S':'b'}}],"
                                        + "'ProjectionExpression':'#v','ExpressionAttributeNames':"
                                        + "{'#v':'v'}}},'ReturnConsumedCapacity':'TOTAL'}"))
                .isEqualTo(
                        "{'Responses':{'tab':[{'v':{'N':'1'}}]},'UnprocessedKeys':{},"
                                + "'ConsumedCapacity':[{'TableName':'tab','CapacityUnits':1.0}]}");
        assertThat(service.refused("BatchWriteItem", "{'RequestItems':{'tab':[{}]}}"))
                .contains("Supplied AttributeValue has more than one datatypes set");
        assertThat(service.refused("BatchWriteItem", "{'RequestItems':{}}"))
                .contains(
                        "Value '{}' at 'requestItems' failed to satisfy constraint: Member must"
                                + " have length greater than or equal to 1");
        assertThat(
                        service.refused(
                                "BatchGetItem",
                                "{'RequestItems':{'tab':{'Keys':[{'k':{'S':'a'}},{'k':{'S':"
                                        + "'a'}}]}}}"))
                .contains("Provided list of item keys contains duplicates");
    }

    @Test
    void transactionsAnswerInOrder() {
        assertThat(
                        service.done(
                                "TransactWriteItems",
                                "{'TransactItems':[{'Put':{'TableName':'tab','Item':{'k':{'S':"
                                        + "'a'}}}}],'ReturnConsumedCapacity':'TOTAL'}"))
                .isEqualTo("{'ConsumedCapacity':[{'TableName':'tab','CapacityUnits':2.0}]}");
        assertThat(
                        service.done(
                                "TransactGetItems",
                                "{'TransactItems':[{'Get':{'TableName':'tab','Key':{'k':{'S':"
                                        + "'b'}}}},{'Get':{'TableName':'tab','Key':{'k':{'S':"
                                        + "'a'}}}}]}"))
                .isEqualTo("{'Responses':[{},{'Item':{'k':{'S':'a'}}}]}");
        assertThat(service.refused("TransactWriteItems", "{'TransactItems':[{}]}"))
                .contains("The action or operation requested is invalid.");
    }
}
