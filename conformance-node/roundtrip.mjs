// Puts records with the AWS SDK for JavaScript v3 (HTTP/2 with prior knowledge on http), reads them back, reshards,
// and checks errors. Usage: node roundtrip.mjs ENDPOINT
import assert from "node:assert/strict";
import {
    CreateStreamCommand, DeleteStreamCommand, DescribeStreamCommand, DescribeStreamSummaryCommand, GetRecordsCommand,
    GetShardIteratorCommand, KinesisClient, ListShardsCommand, ListStreamsCommand, MergeShardsCommand, PutRecordCommand,
    PutRecordsCommand, SplitShardCommand, UpdateShardCountCommand, waitUntilStreamExists,
} from "@aws-sdk/client-kinesis";

const client = new KinesisClient({
    endpoint: process.argv[2],
    region: "us-east-1",
    credentials: { accessKeyId: "123456789012", secretAccessKey: "secret" },
});
const call = (Command, input) => client.send(new Command(input));
const StreamName = "node";

async function readAll(ShardId) {
    let { ShardIterator } = await call(GetShardIteratorCommand, { StreamName, ShardId, ShardIteratorType: "TRIM_HORIZON" });
    const records = [];
    for (;;) {
        const page = await call(GetRecordsCommand, { ShardIterator });
        records.push(...page.Records);
        if (!page.NextShardIterator) {
            assert.ok(page.ChildShards.length > 0, "the end of a shard names its children");
            return records;
        }
        if (page.Records.length === 0 && page.MillisBehindLatest === 0) return records;
        ShardIterator = page.NextShardIterator;
    }
}

await call(CreateStreamCommand, { StreamName, ShardCount: 2 });
await waitUntilStreamExists({ client, maxWaitTime: 30 }, { StreamName });
const { StreamDescriptionSummary: summary } = await call(DescribeStreamSummaryCommand, { StreamName });
assert.equal(summary.StreamARN, "arn:aws:kinesis:us-east-1:123456789012:stream/node");
assert.equal(summary.StreamId, undefined);

const Data = Buffer.from([0, 1, 2, 253, 254, 255]);
const put = await call(PutRecordCommand, { StreamName, PartitionKey: "ключ", Data });
assert.match(put.SequenceNumber, /^\d{56}$/);
const many = await call(PutRecordsCommand, {
    StreamARN: summary.StreamARN,
    Records: Array.from({ length: 500 }, (_, i) => ({ PartitionKey: `k${i}`, Data: Buffer.from(`record ${i}`) })),
});
assert.equal(many.FailedRecordCount, 0);

await call(SplitShardCommand, { StreamName, ShardToSplit: "shardId-000000000000", NewStartingHashKey: "1000" });
await call(MergeShardsCommand, { StreamName, ShardToMerge: "shardId-000000000002", AdjacentShardToMerge: "shardId-000000000003" });
await call(UpdateShardCountCommand, { StreamName, TargetShardCount: 4, ScalingType: "UNIFORM_SCALING" });

const shards = [];
for (let input = { StreamName, MaxResults: 2 }; input; ) {
    const page = await call(ListShardsCommand, input);
    shards.push(...page.Shards);
    input = page.NextToken && { NextToken: page.NextToken, MaxResults: 2 };
}
const open = shards.filter((shard) => !shard.SequenceNumberRange.EndingSequenceNumber);
assert.equal(open.length, 4);
const records = (await Promise.all(shards.map((shard) => readAll(shard.ShardId)))).flat();
assert.equal(records.length, 501);
const first = records.find((record) => record.SequenceNumber === put.SequenceNumber);
assert.deepEqual(Buffer.from(first.Data), Data);
assert.equal(first.PartitionKey, "ключ");
assert.ok(Math.abs(Date.now() - first.ApproximateArrivalTimestamp.getTime()) < 60_000);

await assert.rejects(call(PutRecordCommand, { StreamName: "none", PartitionKey: "k", Data }), {
    name: "ResourceNotFoundException",
    message: "Stream none under account 123456789012 not found.",
});
await assert.rejects(call(CreateStreamCommand, { StreamName, ShardCount: 1 }), { name: "ResourceInUseException" });
const { StreamDescription } = await call(DescribeStreamCommand, { StreamName, Limit: 3 });
assert.equal(StreamDescription.Shards.length, 3);
assert.equal(StreamDescription.HasMoreShards, true);
await call(DeleteStreamCommand, { StreamName });
assert.deepEqual((await call(ListStreamsCommand, {})).StreamNames, []);
console.log("1 passed, 0 failed");
