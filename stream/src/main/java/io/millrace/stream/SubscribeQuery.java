package io.millrace.stream;

/// What SubscribeToShard asks for.
///
/// @param start stream, shard and where to begin
public record SubscribeQuery(ConsumerName consumer, IteratorQuery start) {}
