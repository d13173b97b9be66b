package io.millrace.stream;

/// Answer of DescribeLimits for one account and region.
///
/// @param shardLimit most open shards of provisioned streams
/// @param openShards open shards of provisioned streams
/// @param onDemandStreams streams on demand
/// @param onDemandStreamLimit most streams on demand
public record AccountLimits(
        int shardLimit, int openShards, int onDemandStreams, int onDemandStreamLimit) {}
