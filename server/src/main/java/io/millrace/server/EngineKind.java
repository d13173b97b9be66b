package io.millrace.server;

/// Where shard logs live.
enum EngineKind {
    /// On the local disk.
    LOCAL
}
