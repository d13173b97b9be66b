package io.millrace.stream;

import org.jspecify.annotations.Nullable;

/// The settings of an account in a region: its commitment to a minimum throughput. Instants are
/// milliseconds since 1970.
///
/// @param startedMillis null if there was never a commitment
/// @param endedMillis null unless it has ended
/// @param earliestEndMillis when it may end, a day after its start; null unless it is in force
public record AccountSettings(
        CommitmentStatus status,
        @Nullable Long startedMillis,
        @Nullable Long endedMillis,
        @Nullable Long earliestEndMillis) {}
