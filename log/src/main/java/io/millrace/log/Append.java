package io.millrace.log;

/// One batch on its way to one shard.
public record Append(Writer writer, Batch batch) {}
