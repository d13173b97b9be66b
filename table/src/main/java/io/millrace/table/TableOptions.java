package io.millrace.table;

/// What can be changed of a table besides its indexes.
///
/// @param throughput {@link Throughput#NONE} on demand
/// @param deletionProtected whether DeleteTable is refused
/// @param tableClass `STANDARD` or `STANDARD_INFREQUENT_ACCESS`; only shown
public record TableOptions(
        BillingMode billing, Throughput throughput, boolean deletionProtected, String tableClass) {}
