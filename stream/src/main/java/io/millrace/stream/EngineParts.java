package io.millrace.stream;

import io.millrace.log.ShardLogs;

/// What the parts of the engine share.
record EngineParts(
        Catalogue catalogue,
        ShardLogs logs,
        WriterTable writers,
        Meters meters,
        Changes changes,
        Proposer proposer,
        ShardFloor floor) {}
