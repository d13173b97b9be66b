// Keeps items in a table with the AWS SDK for JavaScript v3 (HTTP/1.1), in both dialects, and checks errors.
// Usage: node tables.mjs ENDPOINT
import assert from "node:assert/strict";
import * as dynamodb from "@aws-sdk/client-dynamodb";

const client = new dynamodb.DynamoDBClient({
    endpoint: process.argv[2],
    region: "us-east-1",
    credentials: { accessKeyId: "123456789012", secretAccessKey: "secret" },
    maxAttempts: 1,
});
const send = (operation, input) => client.send(new dynamodb[`${operation}Command`](input));
const refused = (name, operation, input) => assert.rejects(send(operation, input), { name });
const TableName = "leases";
const lease = (key) => ({ leaseKey: { S: key } });

const { TableDescription: made } = await send("CreateTable", {
    TableName,
    BillingMode: "PAY_PER_REQUEST",
    KeySchema: [{ AttributeName: "leaseKey", KeyType: "HASH" }],
    AttributeDefinitions: [{ AttributeName: "leaseKey", AttributeType: "S" }],
    Tags: [{ Key: "team", Value: "flow" }],
});
assert.equal(made.TableStatus, "ACTIVE");
assert.equal(made.TableArn, "arn:aws:dynamodb:us-east-1:123456789012:table/leases");
await dynamodb.waitUntilTableExists({ client, maxWaitTime: 30 }, { TableName });
assert.deepEqual((await send("ListTables", {})).TableNames, [TableName]);
const { TableDescription: grown } = await send("UpdateTable", {
    TableName,
    AttributeDefinitions: [
        { AttributeName: "leaseOwner", AttributeType: "S" },
        { AttributeName: "leaseKey", AttributeType: "S" },
    ],
    GlobalSecondaryIndexUpdates: [
        {
            Create: {
                IndexName: "byOwner",
                KeySchema: [
                    { AttributeName: "leaseOwner", KeyType: "HASH" },
                    { AttributeName: "leaseKey", KeyType: "RANGE" },
                ],
                Projection: { ProjectionType: "KEYS_ONLY" },
            },
        },
    ],
});
assert.equal(grown.GlobalSecondaryIndexes[0].IndexStatus, "ACTIVE");

const item = {
    ...lease("shard-0"),
    leaseCounter: { N: "0" },
    bytes: { B: new Uint8Array([0, 255]) },
    parents: { SS: ["a", "b"] },
    nested: { M: { list: { L: [{ BOOL: true }, { NULL: true }, { NS: ["1.5"] }] }, empty: { M: {} } } },
};
const absent = { ConditionExpression: "attribute_not_exists(leaseKey)" };
await send("PutItem", { TableName, Item: item, ...absent });
await refused("ConditionalCheckFailedException", "PutItem", { TableName, Item: item, ...absent });
assert.deepEqual((await send("GetItem", { TableName, Key: lease("shard-0"), ConsistentRead: true })).Item, item);
const { Attributes: taken } = await send("UpdateItem", {
    TableName,
    Key: lease("shard-0"),
    Expected: { leaseCounter: { Value: { N: "0" } }, leaseOwner: { Exists: false } },
    AttributeUpdates: {
        leaseOwner: { Action: "PUT", Value: { S: "worker" } },
        leaseCounter: { Action: "ADD", Value: { N: "1" } },
    },
    ReturnValues: "UPDATED_NEW",
});
assert.deepEqual(taken, { leaseOwner: { S: "worker" }, leaseCounter: { N: "1" } });
const owned = await send("Query", {
    TableName,
    IndexName: "byOwner",
    KeyConditionExpression: "leaseOwner = :o",
    ExpressionAttributeValues: { ":o": { S: "worker" } },
});
assert.deepEqual(owned.Items, [{ leaseOwner: { S: "worker" }, ...lease("shard-0") }]);

await send("BatchWriteItem", {
    RequestItems: { [TableName]: ["b-1", "b-2", "b-3"].map((key) => ({ PutRequest: { Item: lease(key) } })) },
});
const batch = await send("BatchGetItem", { RequestItems: { [TableName]: { Keys: ["b-1", "nobody"].map(lease) } } });
assert.deepEqual(batch.Responses[TableName], [lease("b-1")]);
assert.deepEqual(batch.UnprocessedKeys, {});
const page = await send("Scan", { TableName, Limit: 3 });
assert.equal(page.Count, 3);
const rest = await send("Scan", { TableName, ExclusiveStartKey: page.LastEvaluatedKey });
assert.equal(rest.Count, 1);

const check = { TableName, Key: lease("nobody"), ConditionExpression: "attribute_exists(leaseKey)" };
await assert.rejects(
    send("TransactWriteItems", {
        TransactItems: [{ Delete: { TableName, Key: lease("b-1") } }, { ConditionCheck: check }],
    }),
    (error) => {
        assert.equal(error.name, "TransactionCanceledException");
        assert.deepEqual(error.CancellationReasons.map((reason) => reason.Code), ["None", "ConditionalCheckFailed"]);
        return true;
    },
);
const read = await send("TransactGetItems", { TransactItems: [{ Get: { TableName, Key: lease("b-1") } }] });
assert.deepEqual(read.Responses, [{ Item: lease("b-1") }]);
await send("DeleteItem", { TableName, Key: lease("b-1") });
await refused("ResourceNotFoundException", "GetItem", { TableName: "nowhere", Key: lease("x") });
await refused("ValidationException", "GetItem", { TableName, Key: { id: { S: "x" } } });
const { Tags: tags } = await send("ListTagsOfResource", { ResourceArn: made.TableArn });
assert.deepEqual(tags, [{ Key: "team", Value: "flow" }]);
await send("DeleteTable", { TableName });
await dynamodb.waitUntilTableNotExists({ client, maxWaitTime: 30 }, { TableName });
client.destroy();
console.log("tables: all as expected");
