// Calls every operation with the AWS SDK for JavaScript v3 (HTTP/2 with prior knowledge on http), as meant and with a
// mistake, and prints a line "call OPERATION OUTCOME" for each outcome: ok or the error's name.
// Usage: node operations.mjs ENDPOINT ENDPOINT-OF-A-SERVER-WITH-THE-RATES-OF-AWS
import assert from "node:assert/strict";
import * as kinesis from "@aws-sdk/client-kinesis";

const PATIENCE_MILLIS = 120_000;
const MOST_CALLS = 1_000;
const ACCOUNT = "123456789012";
const ARN = `arn:aws:kinesis:us-east-1:${ACCOUNT}:`;
const NOT_FOUND = "ResourceNotFoundException";
const INVALID = "InvalidArgumentException";
const IN_USE = "ResourceInUseException";
const LIMIT = "LimitExceededException";
const DRY = "DryRunOperationException";

const connect = (endpoint) =>
    new kinesis.KinesisClient({
        endpoint,
        region: "us-east-1",
        credentials: { accessKeyId: ACCOUNT, secretAccessKey: "secret" },
        maxAttempts: 1,
    });
const client = connect(process.argv[2]);
const limited = connect(process.argv[3]);
setTimeout(() => {
    console.error("took too long");
    process.exit(1);
}, PATIENCE_MILLIS).unref();

const send = (operation, input, through = client) => through.send(new kinesis[`${operation}Command`](input));
const told = (operation, outcome) => console.log(`call ${operation} ${outcome}`);

async function call(operation, input = {}) {
    const output = await send(operation, input);
    told(operation, "ok");
    return output;
}

async function refused(operation, name, input = {}) {
    await assert.rejects(send(operation, input), { name }, `${operation} ${JSON.stringify(input)}`);
    told(operation, name);
}

/** Calls of an account can be refused only for coming too often. */
async function refusedAtLast(operation) {
    for (let calls = 0; calls < MOST_CALLS; calls++) {
        try {
            await send(operation, {}, limited);
        } catch (error) {
            assert.equal(error.name, LIMIT);
            told(operation, LIMIT);
            return;
        }
    }
    assert.fail(`${operation} was not refused`);
}

const StreamName = "tour";
const StreamARN = `${ARN}stream/tour`;
const here = { StreamName };
const nowhere = { StreamName: "nowhere" };
const nowhereArn = `${ARN}stream/nowhere`;
const Data = Buffer.from("hello");
const summary = async (name) =>
    (await call("DescribeStreamSummary", { StreamName: name })).StreamDescriptionSummary;

async function creation() {
    await call("CreateStream", { ...here, ShardCount: 2, Tags: { a: "1" } });
    await refused("CreateStream", IN_USE, { ...here, ShardCount: 2 });
    const { StreamDescription } = await call("DescribeStream", here);
    assert.equal(StreamDescription.Shards.length, 2);
    await refused("DescribeStream", NOT_FOUND, nowhere);
    assert.equal((await summary(StreamName)).StreamARN, StreamARN);
    await refused("DescribeStreamSummary", NOT_FOUND, nowhere);
    assert.ok((await call("ListStreams")).StreamNames.includes(StreamName));
    await refused("ListStreams", INVALID, { NextToken: "none" });
    const limits = await call("DescribeLimits");
    assert.equal(limits.OpenShardCount, 2);
    assert.equal(limits.ChannelCount, 0);
    await refusedAtLast("DescribeLimits");
}

async function records() {
    const record = { PartitionKey: "k", Data };
    const put = await call("PutRecord", { ...here, ...record, ExplicitHashKey: "0" });
    await refused("PutRecord", NOT_FOUND, { ...nowhere, ...record });
    await refused("PutRecord", DRY, { ...here, ...record, DryRun: true });
    await refused("PutRecord", NOT_FOUND, { ...nowhere, ...record, DryRun: true });
    assert.equal((await call("PutRecords", { StreamARN, Records: [record] })).FailedRecordCount, 0);
    await refused("PutRecords", NOT_FOUND, { ...nowhere, Records: [record] });
    await refused("PutRecords", DRY, { ...here, Records: [record], DryRun: true });
    const from = { ShardId: put.ShardId, ShardIteratorType: "AT_SEQUENCE_NUMBER", StartingSequenceNumber: put.SequenceNumber };
    const { ShardIterator } = await call("GetShardIterator", { ...here, ...from });
    await refused("GetShardIterator", NOT_FOUND, { ...nowhere, ...from });
    await refused("GetShardIterator", DRY, { ...here, ...from, DryRun: true });
    await refused("GetRecords", DRY, { ShardIterator, DryRun: true });
    await refused("GetRecords", INVALID, { ShardIterator: "forged" });
    const page = await call("GetRecords", { ShardIterator });
    assert.equal(page.Records[0].SequenceNumber, put.SequenceNumber);
    assert.equal(Buffer.from(page.Records[0].Data).toString(), "hello");
}

async function shards() {
    const split = { ...here, ShardToSplit: "shardId-000000000000" };
    await refused("SplitShard", INVALID, { ...split, NewStartingHashKey: "1" });
    await call("SplitShard", { ...split, NewStartingHashKey: "1000" });
    const halves = ["shardId-000000000002", "shardId-000000000003"];
    await refused("MergeShards", INVALID, { ...here, ShardToMerge: halves[1], AdjacentShardToMerge: halves[0] });
    await call("MergeShards", { ...here, ShardToMerge: halves[0], AdjacentShardToMerge: halves[1] });
    const scaled = await call("UpdateShardCount", { ...here, TargetShardCount: 4, ScalingType: "UNIFORM_SCALING" });
    assert.equal(scaled.CurrentShardCount, 2);
    await refused("UpdateShardCount", LIMIT, { ...here, TargetShardCount: 9, ScalingType: "UNIFORM_SCALING" });
    const { Shards } = await call("ListShards", here);
    assert.equal(Shards.filter((shard) => !shard.SequenceNumberRange.EndingSequenceNumber).length, 4);
    await refused("ListShards", NOT_FOUND, nowhere);
}

async function consumers() {
    const { Consumer } = await call("RegisterStreamConsumer", { StreamARN, ConsumerName: "app" });
    const { ConsumerARN } = Consumer;
    await refused("RegisterStreamConsumer", IN_USE, { StreamARN, ConsumerName: "app" });
    const { ConsumerDescription } = await call("DescribeStreamConsumer", { ConsumerARN });
    assert.equal(ConsumerDescription.ConsumerStatus, "ACTIVE");
    await refused("DescribeStreamConsumer", NOT_FOUND, { StreamARN, ConsumerName: "none" });
    assert.equal((await call("ListStreamConsumers", { StreamARN })).Consumers.length, 1);
    await refused("ListStreamConsumers", NOT_FOUND, { StreamARN: nowhereArn });
    const from = { ConsumerARN, ShardId: "0", StartingPosition: { Type: "TRIM_HORIZON" } };
    await refused("SubscribeToShard", DRY, { ...from, DryRun: true });
    await refused("SubscribeToShard", NOT_FOUND, { ...from, ShardId: "77" });
    const { EventStream } = await call("SubscribeToShard", from);
    for await (const event of EventStream) {
        if (event.SubscribeToShardEvent?.Records.length) {
            assert.equal(Buffer.from(event.SubscribeToShardEvent.Records[0].Data).toString(), "hello");
            break;
        }
    }
    await call("DeregisterStreamConsumer", { ConsumerARN });
    await refused("DeregisterStreamConsumer", NOT_FOUND, { ConsumerARN });
}

async function labels() {
    await call("AddTagsToStream", { ...here, Tags: { b: "2" } });
    await refused("AddTagsToStream", NOT_FOUND, { ...nowhere, Tags: { b: "2" } });
    await call("RemoveTagsFromStream", { ...here, TagKeys: ["a"] });
    await refused("RemoveTagsFromStream", NOT_FOUND, { ...nowhere, TagKeys: ["a"] });
    assert.deepEqual((await call("ListTagsForStream", here)).Tags, [{ Key: "b", Value: "2" }]);
    await refused("ListTagsForStream", NOT_FOUND, nowhere);
    await call("TagResource", { ResourceARN: StreamARN, Tags: { c: "3" } });
    await refused("TagResource", NOT_FOUND, { ResourceARN: nowhereArn, Tags: { c: "3" } });
    await call("UntagResource", { ResourceARN: StreamARN, TagKeys: ["b"] });
    await refused("UntagResource", NOT_FOUND, { ResourceARN: nowhereArn, TagKeys: ["b"] });
    assert.deepEqual((await call("ListTagsForResource", { ResourceARN: StreamARN })).Tags, [{ Key: "c", Value: "3" }]);
    await refused("ListTagsForResource", NOT_FOUND, { ResourceARN: nowhereArn });
    const Policy = '{"Version":"2012-10-17","Statement":[]}';
    await call("PutResourcePolicy", { ResourceARN: StreamARN, Policy });
    await refused("PutResourcePolicy", INVALID, { ResourceARN: StreamARN, Policy: "none" });
    assert.equal((await call("GetResourcePolicy", { ResourceARN: StreamARN })).Policy, Policy);
    await refused("GetResourcePolicy", NOT_FOUND, { ResourceARN: nowhereArn });
    await call("DeleteResourcePolicy", { ResourceARN: StreamARN });
    await refused("DeleteResourcePolicy", NOT_FOUND, { ResourceARN: StreamARN });
}

async function settings() {
    await call("IncreaseStreamRetentionPeriod", { ...here, RetentionPeriodHours: 48 });
    await refused("IncreaseStreamRetentionPeriod", INVALID, { ...here, RetentionPeriodHours: 24 });
    await call("DecreaseStreamRetentionPeriod", { ...here, RetentionPeriodHours: 24 });
    await refused("DecreaseStreamRetentionPeriod", INVALID, { ...here, RetentionPeriodHours: 23 });
    const metrics = { ShardLevelMetrics: ["IncomingBytes"] };
    const enabled = await call("EnableEnhancedMonitoring", { ...here, ...metrics });
    assert.deepEqual(enabled.DesiredShardLevelMetrics, ["IncomingBytes"]);
    await refused("EnableEnhancedMonitoring", NOT_FOUND, { ...nowhere, ...metrics });
    const disabled = await call("DisableEnhancedMonitoring", { ...here, ...metrics });
    assert.deepEqual(disabled.DesiredShardLevelMetrics, []);
    await refused("DisableEnhancedMonitoring", NOT_FOUND, { ...nowhere, ...metrics });
    const key = { EncryptionType: "KMS", KeyId: "alias/aws/kinesis" };
    await call("StartStreamEncryption", { ...here, ...key });
    assert.equal((await summary(StreamName)).EncryptionType, "KMS");
    await refused("StartStreamEncryption", NOT_FOUND, { ...nowhere, ...key });
    await call("StopStreamEncryption", { ...here, ...key });
    assert.equal((await summary(StreamName)).EncryptionType, "NONE");
    await refused("StopStreamEncryption", NOT_FOUND, { ...nowhere, ...key });
    await call("UpdateMaxRecordSize", { StreamARN, MaxRecordSizeInKiB: 2048 });
    assert.equal((await summary(StreamName)).MaxRecordSizeInKiB, 2048);
    await refused("UpdateMaxRecordSize", NOT_FOUND, { StreamARN: nowhereArn, MaxRecordSizeInKiB: 2048 });
}

async function onDemand() {
    const commitment = (Status) => ({ MinimumThroughputBillingCommitment: { Status } });
    await call("UpdateAccountSettings", commitment("ENABLED"));
    await refused("UpdateAccountSettings", "ValidationException", commitment("PERHAPS"));
    const account = await call("DescribeAccountSettings");
    assert.equal(account.MinimumThroughputBillingCommitment.Status, "ENABLED");
    await refusedAtLast("DescribeAccountSettings");
    await refused("UpdateStreamWarmThroughput", INVALID, { ...here, WarmThroughputMiBps: 8 });
    const mode = { StreamModeDetails: { StreamMode: "ON_DEMAND" } };
    await call("UpdateStreamMode", { StreamARN, ...mode });
    await refused("UpdateStreamMode", NOT_FOUND, { StreamARN: nowhereArn, ...mode });
    const { WarmThroughput } = await call("UpdateStreamWarmThroughput", { ...here, WarmThroughputMiBps: 8 });
    assert.equal(WarmThroughput.TargetMiBps, 8);

    const strategy = (RecordDistributionStrategy) => ({ RecordDistributionStrategy });
    await call("UpdateStreamRecordDistributionStrategy", { StreamARN, ...strategy("AUTO") });
    await refused("UpdateStreamRecordDistributionStrategy", NOT_FOUND, { StreamARN: nowhereArn, ...strategy("AUTO") });
    const dealt = await summary(StreamName);
    assert.equal(dealt.RecordDistributionStrategy, "AUTO");
    assert.equal(dealt.WarmThroughput.TargetMiBps, 8);
    assert.equal(dealt.ChannelCount, 0);
    const { ShardId, SequenceNumber } = await call("PutRecord", { ...here, Data });
    const { ShardIterator } = await call("GetShardIterator", {
        ...here, ShardId, ShardIteratorType: "AT_SEQUENCE_NUMBER", StartingSequenceNumber: SequenceNumber,
    });
    const { Records } = await call("GetRecords", { ShardIterator });
    assert.equal(Records[0].PartitionKey, undefined);
}

async function channels() {
    const ChannelARN = `${ARN}channel/none`;
    assert.deepEqual((await call("ListChannels")).ChannelSummaries, []);
    await refused("ListChannels", INVALID, { NextToken: "none" });
    await refused("CreateChannel", INVALID, {
        ChannelName: "c",
        ServiceExecutionRoleARN: `arn:aws:iam::${ACCOUNT}:role/r`,
        StreamConfigurationList: [{ StreamARN, RecordConfiguration: { RecordFormatType: "JSON" } }],
        S3DestinationConfiguration: {
            StorageConfiguration: { BucketARN: "arn:aws:s3:::bucket", ExpectedBucketOwner: ACCOUNT, CompressionType: "GZIP" },
        },
    });
    await refused("DescribeChannel", NOT_FOUND, { ChannelARN });
    await refused("UpdateChannel", NOT_FOUND, { ChannelARN, S3DestinationConfiguration: { DataFreshnessInSeconds: 300 } });
    await refused("DeleteChannel", NOT_FOUND, { ChannelARN });
}

await creation();
await records();
await shards();
await consumers();
await labels();
await settings();
await onDemand();
await channels();
await call("DeleteStream", here);
await refused("DeleteStream", NOT_FOUND, nowhere);
console.log("1 passed, 0 failed");
process.exit(0);
