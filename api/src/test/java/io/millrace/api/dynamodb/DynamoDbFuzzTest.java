package io.millrace.api.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Requests that are right but for a few words: each is done or refused, none is the server's
/// fault.
///
/// `-Dmillrace.fuzz.runs=1000000` runs more, `-Dmillrace.fuzz.seed=N` those of an earlier run.
final class DynamoDbFuzzTest {
    private static final int RUNS = Integer.getInteger("millrace.fuzz.runs", 20_000);
    private static final int MOST_CHANGES = 3;
    private static final Pattern WORD =
            Pattern.compile("'[^']*'|-?[0-9]+|true|false|null|[\\[\\]{}:,]");

    private static final List<String> WORDS =
            List.of(
                    "null",
                    "true",
                    "1",
                    "-1",
                    "1e999",
                    "99999999999999999999",
                    "''",
                    "'x'",
                    "'k'",
                    "'S'",
                    "'N'",
                    "'B'",
                    "'M'",
                    "'L'",
                    "'SS'",
                    "'NS'",
                    "'BS'",
                    "'NULL'",
                    "'tab'",
                    "'ranged'",
                    "'AA=='",
                    "'#a = :b'",
                    "'SET #a = :b'",
                    "'size(k) > :b AND NOT contains(k, :b)'",
                    "'\\ud800'",
                    "[]",
                    "{}",
                    "{'S':'a'}",
                    "{'N':'1e125'}",
                    "{'L':[{'NULL':true}]}",
                    ",",
                    "[",
                    "}");

    private static final List<List<String>> CALLS =
            List.of(
                    List.of(
                            "PutItem",
                            "{'TableName':'tab','Item':{'k':{'S':'a'},'v':{'N':'1'},'s':{'SS':['a',"
                                    + "'b']},'m':{'M':{'x':{'BOOL':true}}}},'ReturnValues':'ALL_OLD',"
                                    + "'Expected':{'k':{'Exists':true,'Value':{'S':'a'}}}}"),
                    List.of(
                            "UpdateItem",
                            "{'TableName':'ranged','Key':{'k':{'S':'a'},'n':{'N':'1'}},"
                                    + "'UpdateExpression':'SET #a = :b ADD c :c REMOVE d[1]',"
                                    + "'ConditionExpression':'attribute_not_exists(#a) OR #a < :b',"
                                    + "'ExpressionAttributeNames':{'#a':'a'},"
                                    + "'ExpressionAttributeValues':{':b':{'S':'x'},':c':{'N':'1'}},"
                                    + "'ReturnValues':'UPDATED_NEW'}"),
                    List.of(
                            "UpdateItem",
                            "{'TableName':'tab','Key':{'k':{'S':'a'}},'AttributeUpdates':{'v':{"
                                    + "'Action':'ADD','Value':{'N':'1'}},'s':{'Action':'DELETE','Value':"
                                    + "{'SS':['a']}}},'Expected':{'v':{'ComparisonOperator':'BETWEEN',"
                                    + "'AttributeValueList':[{'N':'0'},{'N':'9'}]}},"
                                    + "'ReturnConsumedCapacity':'INDEXES'}"),
                    List.of("GetItem", "{'TableName':'tab','Key':{'k':{'S':'a'}}}"),
                    List.of("DeleteItem", "{'TableName':'tab','Key':{'k':{'S':'a'}}}"),
                    List.of(
                            "Query",
                            "{'TableName':'ranged','KeyConditionExpression':'k = :k AND n > :n',"
                                    + "'FilterExpression':'a <> :k','ExpressionAttributeValues':"
                                    + "{':k':{'S':'a'},':n':{'N':'0'}},'Limit':2,'ExclusiveStartKey':"
                                    + "{'k':{'S':'a'},'n':{'N':'1'}},'Select':'COUNT'}"),
                    List.of(
                            "Query",
                            "{'TableName':'ranged','IndexName':'byO','KeyConditions':{'o':{"
                                    + "'ComparisonOperator':'EQ','AttributeValueList':[{'S':'x'}]}},"
                                    + "'QueryFilter':{'k':{'ComparisonOperator':'IN',"
                                    + "'AttributeValueList':[{'S':'a'},{'S':'b'}]}}}"),
                    List.of(
                            "Scan",
                            "{'TableName':'ranged','Segment':0,'TotalSegments':2,'AttributesToGet':"
                                    + "['k','n'],'ScanFilter':{'k':{'ComparisonOperator':'NOT_NULL'}},"
                                    + "'ConditionalOperator':'AND'}"),
                    List.of(
                            "BatchGetItem",
                            "{'RequestItems':{'tab':{'Keys':[{'k':{'S':'a'}},{'k':{'S':'b'}}],"
                                    + "'ProjectionExpression':'k, m.x','ConsistentRead':true}}}"),
                    List.of(
                            "BatchWriteItem",
                            "{'RequestItems':{'tab':[{'PutRequest':{'Item':{'k':{'S':'a'}}}},"
                                    + "{'DeleteRequest':{'Key':{'k':{'S':'b'}}}}]}}"),
                    List.of(
                            "TransactWriteItems",
                            "{'TransactItems':[{'Put':{'TableName':'tab','Item':{'k':{'S':'a'}}}},"
                                    + "{'ConditionCheck':{'TableName':'tab','Key':{'k':{'S':'b'}},"
                                    + "'ConditionExpression':'attribute_exists(k)'}}],"
                                    + "'ClientRequestToken':'t'}"),
                    List.of(
                            "TransactGetItems",
                            "{'TransactItems':[{'Get':{'TableName':'tab','Key':{'k':{'S':'a'}}}}]}"),
                    List.of(
                            "CreateTable",
                            "{'TableName':'made','BillingMode':'PAY_PER_REQUEST','KeySchema':[{"
                                    + "'AttributeName':'k','KeyType':'HASH'}],'AttributeDefinitions':"
                                    + "[{'AttributeName':'k','AttributeType':'S'}],'Tags':[{'Key':'a',"
                                    + "'Value':'b'}]}"),
                    List.of(
                            "UpdateTable",
                            "{'TableName':'tab','AttributeDefinitions':[{'AttributeName':'o',"
                                    + "'AttributeType':'S'}],'GlobalSecondaryIndexUpdates':[{'Create':"
                                    + "{'IndexName':'byO','KeySchema':[{'AttributeName':'o','KeyType':"
                                    + "'HASH'}],'Projection':{'ProjectionType':'ALL'}}}]}"));

    private final long seed = Long.getLong("millrace.fuzz.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void everyRequestIsDoneOrRefused() {
        System.out.println("fuzz: tables, again with -Dmillrace.fuzz.seed=" + seed);
        DynamoDb service = DynamoDb.withTables();
        Map<Integer, Integer> answers = new TreeMap<>();
        for (int i = 0; i < RUNS; i++) {
            List<String> call = CALLS.get(random.nextInt(CALLS.size()));
            String body = changed(call.get(1));
            DynamoDb.Answer answer = service.call(call.get(0), body);
            assertThat(answer.status())
                    .as("%s %s: %s", call.get(0), body, answer.body())
                    .isIn(200, 400);
            answers.merge(answer.status(), 1, Integer::sum);
        }
        System.out.println("fuzz: answers about tables " + answers);
        assertThat(answers).containsKeys(200, 400);
    }

    /// With some words in the place of others.
    private String changed(String body) {
        String changed = body;
        for (int i = random.nextInt(MOST_CHANGES + 1); i > 0; i--) {
            List<MatchResult> words = new ArrayList<>(WORD.matcher(changed).results().toList());
            MatchResult word = words.get(random.nextInt(words.size()));
            changed =
                    changed.substring(0, word.start())
                            + WORDS.get(random.nextInt(WORDS.size()))
                            + changed.substring(word.end());
        }
        return changed;
    }
}
