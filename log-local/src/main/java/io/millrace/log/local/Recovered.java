package io.millrace.log.local;

import io.millrace.log.local.checkpoint.Checkpoint;

/// What a start found on the disk, ready to go on from.
///
/// @param checkpoint as read, or made from the files
/// @param end where the journal ends
/// @param lastCommand index of the newest command
/// @param eagerThrough journal files up to this number are retired before anything is served, as
///   something in them is lost or they overlap with segments; 0 for none
/// @param report for the operator
record Recovered(
        Checkpoint checkpoint,
        JournalFiles files,
        Shards shards,
        Catalog catalog,
        CommandTail commands,
        Journal.End end,
        long lastCommand,
        long eagerThrough,
        RecoveryReport report) {}
