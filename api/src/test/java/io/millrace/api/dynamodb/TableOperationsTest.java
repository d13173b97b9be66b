package io.millrace.api.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Operations on tables at the endpoint: what they answer and what they refuse.
final class TableOperationsTest {
    private final DynamoDb service = DynamoDb.withTables();

    @Test
    void aTableIsDescribedInFull() {
        assertThat(service.done("DescribeTable", "{'TableName':'ranged'}"))
                .matches(
                        "\\{'Table':\\{'AttributeDefinitions':\\["
                                + "\\{'AttributeName':'k','AttributeType':'S'},"
                                + "\\{'AttributeName':'n','AttributeType':'N'},"
                                + "\\{'AttributeName':'o','AttributeType':'S'}],"
                                + "'TableName':'ranged','KeySchema':\\["
                                + "\\{'AttributeName':'k','KeyType':'HASH'},"
                                + "\\{'AttributeName':'n','KeyType':'RANGE'}],"
                                + "'TableStatus':'ACTIVE','CreationDateTime':[0-9.]+,"
                                + "'ProvisionedThroughput':\\{'NumberOfDecreasesToday':0,"
                                + "'ReadCapacityUnits':0,'WriteCapacityUnits':0},"
                                + "'TableSizeBytes':0,'ItemCount':0,"
                                + "'TableArn':'arn:aws:dynamodb:us-east-1:000000000000:table/ranged',"
                                + "'TableId':'[0-9a-f-]{36}',"
                                + "'BillingModeSummary':\\{'BillingMode':'PAY_PER_REQUEST'},"
                                + "'GlobalSecondaryIndexes':\\[\\{'IndexName':'byO','KeySchema':"
                                + "\\[\\{'AttributeName':'o','KeyType':'HASH'}],"
                                + "'Projection':\\{'ProjectionType':'KEYS_ONLY'},"
                                + "'IndexStatus':'ACTIVE','ProvisionedThroughput':"
                                + "\\{'NumberOfDecreasesToday':0,'ReadCapacityUnits':0,"
                                + "'WriteCapacityUnits':0},'IndexSizeBytes':0,'ItemCount':0,"
                                + "'IndexArn':'arn:aws:dynamodb:us-east-1:000000000000:table/ranged"
                                + "/index/byO'}],"
                                + "'TableClassSummary':\\{'TableClass':'STANDARD'},"
                                + "'DeletionProtectionEnabled':false}}");
    }

    @Test
    void anArnNamesATable() {
        String arn = "arn:aws:dynamodb:us-east-1:000000000000:table/tab";
        assertThat(service.done("DescribeTable", "{'TableName':'" + arn + "'}"))
                .contains("'TableName':'tab'");
        assertThat(
                        service.refused(
                                "DescribeTable",
                                "{'TableName':'" + arn.replace("us-east", "eu-west") + "'}"))
                .contains("ResourceNotFoundException");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'KeySchema':[{'AttributeName':'x','KeyType':'HASH'}] | One or more parameter values were"
                        + " invalid: Some index key attributes are not defined in AttributeDefinitions."
                        + " Keys: [x], AttributeDefinitions: [k]",
                "'KeySchema':[{'AttributeName':'k','KeyType':'RANGE'}] | Invalid KeySchema: The first"
                        + " KeySchemaElement is not a HASH key type",
                "'KeySchema':[{'AttributeName':'k','KeyType':'HASH'},{'AttributeName':'k','KeyType':"
                        + "'RANGE'}] | Both the Hash Key and the Range Key element in the KeySchema have"
                        + " the same name",
                "'BillingMode':'PROVISIONED' | One or more parameter values were invalid:"
                        + " ReadCapacityUnits and WriteCapacityUnits must both be specified when"
                        + " BillingMode is PROVISIONED",
                "'ProvisionedThroughput':{'ReadCapacityUnits':1,'WriteCapacityUnits':1} | One or more"
                        + " parameter values were invalid: Neither ReadCapacityUnits nor"
                        + " WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST",
                "'AttributeDefinitions':[{'AttributeName':'k','AttributeType':'S'},{'AttributeName':'l',"
                        + "'AttributeType':'S'}] | One or more parameter values were invalid: Number of"
                        + " attributes in KeySchema does not exactly match number of attributes defined"
                        + " in AttributeDefinitions",
                "'AttributeDefinitions':[{'AttributeName':'k','AttributeType':'M'}] | 1 validation error"
                        + " detected: Value 'M' at 'attributeDefinitions.1.member.attributeType' failed"
                        + " to satisfy constraint: Member must satisfy enum value set: [B, N, S]",
                "'TableName':'ab' | TableName must be at least 3 characters long and at most 255"
                        + " characters long",
                "'GlobalSecondaryIndexes':[] | One or more parameter values were invalid: List of"
                        + " GlobalSecondaryIndexes is empty",
                "'StreamSpecification':{'StreamEnabled':true} | This server has no DynamoDB Streams:"
                        + " StreamSpecification.StreamEnabled must be false or absent."
            })
    void aTableThatMakesNoSenseIsRefused(String member, String text) {
        // The last of several members with one name holds.
        String body =
                "{'TableName':'made','BillingMode':'PAY_PER_REQUEST',"
                        + "'KeySchema':[{'AttributeName':'k','KeyType':'HASH'}],"
                        + "'AttributeDefinitions':[{'AttributeName':'k','AttributeType':'S'}],"
                        + member
                        + "}";
        assertThat(service.refused("CreateTable", body)).endsWith("'message':'" + text + "'}");
        assertThat(service.done("ListTables", "{}")).doesNotContain("made");
    }

    @Test
    void anUpdateMustChangeSomething() {
        assertThat(service.refused("UpdateTable", "{'TableName':'tab'}"))
                .contains(
                        "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled,"
                                + " GlobalSecondaryIndexUpdates or SSESpecification or"
                                + " ReplicaUpdates is required");
        assertThat(
                        service.refused(
                                "UpdateTable",
                                "{'TableName':'tab','GlobalSecondaryIndexUpdates':[{}]}"))
                .contains("One of GlobalSecondaryIndexUpdate.Update");
    }

    @Test
    void theReplyThatAddsAnIndexHoldsIt() {
        String reply =
                service.done(
                        "UpdateTable",
                        "{'TableName':'tab','AttributeDefinitions':[{'AttributeName':'o',"
                                + "'AttributeType':'S'},{'AttributeName':'k','AttributeType':'S'}],"
                                + "'GlobalSecondaryIndexUpdates':[{'Create':{'IndexName':'new',"
                                + "'KeySchema':[{'AttributeName':'o','KeyType':'HASH'},"
                                + "{'AttributeName':'k','KeyType':'RANGE'}],"
                                + "'Projection':{'ProjectionType':'INCLUDE',"
                                + "'NonKeyAttributes':['x']}}}]}");
        assertThat(reply)
                .contains(
                        "'GlobalSecondaryIndexes':[{'IndexName':'new',",
                        "'Projection':{'ProjectionType':'INCLUDE','NonKeyAttributes':['x']},"
                                + "'IndexStatus':'ACTIVE'");
    }

    @Test
    void settingsAreRememberedAndTold() {
        String table = "'TableName':'tab'";
        assertThat(service.done("DescribeTimeToLive", "{" + table + "}"))
                .isEqualTo("{'TimeToLiveDescription':{'TimeToLiveStatus':'DISABLED'}}");
        assertThat(
                        service.done(
                                "UpdateTimeToLive",
                                "{"
                                        + table
                                        + ",'TimeToLiveSpecification':{'Enabled':true,"
                                        + "'AttributeName':'ttl'}}"))
                .isEqualTo("{'TimeToLiveSpecification':{'AttributeName':'ttl','Enabled':true}}");
        assertThat(service.done("DescribeTimeToLive", "{" + table + "}"))
                .isEqualTo(
                        "{'TimeToLiveDescription':{'AttributeName':'ttl',"
                                + "'TimeToLiveStatus':'ENABLED'}}");
        service.done(
                "UpdateContinuousBackups",
                "{"
                        + table
                        + ",'PointInTimeRecoverySpecification':{'PointInTimeRecoveryEnabled':true,"
                        + "'RecoveryPeriodInDays':7}}");
        assertThat(service.done("DescribeContinuousBackups", "{" + table + "}"))
                .isEqualTo(
                        "{'ContinuousBackupsDescription':{'ContinuousBackupsStatus':'ENABLED',"
                                + "'PointInTimeRecoveryDescription':{'PointInTimeRecoveryStatus':"
                                + "'ENABLED','RecoveryPeriodInDays':7}}}");
        assertThat(service.done("DescribeEndpoints", "{}"))
                .isEqualTo(
                        "{'Endpoints':[{'Address':'tables.example:4567',"
                                + "'CachePeriodInMinutes':1440}]}");
        assertThat(service.done("DescribeLimits", "{}"))
                .contains("'TableMaxReadCapacityUnits':40000");
    }

    @Test
    void tagsComeAndGo() {
        String arn = "'ResourceArn':'arn:aws:dynamodb:us-east-1:000000000000:table/tab'";
        assertThat(
                        service.done(
                                "TagResource",
                                "{"
                                        + arn
                                        + ",'Tags':[{'Key':'a','Value':'1'},{'Key':'b',"
                                        + "'Value':''}]}"))
                .isEmpty();
        assertThat(service.done("UntagResource", "{" + arn + ",'TagKeys':['b','c']}")).isEmpty();
        assertThat(service.done("ListTagsOfResource", "{" + arn + "}"))
                .isEqualTo("{'Tags':[{'Key':'a','Value':'1'}]}");
        assertThat(service.refused("ListTagsOfResource", "{'ResourceArn':'tab'}"))
                .contains("Invalid TableArn: Invalid ResourceArn provided as input tab");
    }
}
