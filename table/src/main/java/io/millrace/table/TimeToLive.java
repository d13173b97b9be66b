package io.millrace.table;

/// Which attribute says when an item expires, in seconds since 1970.
public record TimeToLive(String attribute) {}
