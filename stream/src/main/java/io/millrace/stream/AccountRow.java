package io.millrace.stream;

import org.jspecify.annotations.Nullable;

/// An account in a region in the replicated state. What it shows follows from the clock alone, so
/// nothing has to be proposed when a commitment ends.
///
/// @param startedMillis when the commitment began
/// @param endMillis when it ends or ended; null while nobody gave it up
record AccountRow(String account, String region, long startedMillis, @Nullable Long endMillis) {
    /// A commitment holds for a day at least.
    private static final long MIN_LIFE_MILLIS = 86_400_000;

    /// Whether the commitment is in force.
    boolean isCommitted(long nowMillis) {
        return endMillis == null || nowMillis < endMillis;
    }

    private long earliestEndMillis() {
        return startedMillis + MIN_LIFE_MILLIS;
    }

    /// With the commitment given up, as soon as may be.
    AccountRow ending(long nowMillis) {
        return new AccountRow(
                account, region, startedMillis, Math.max(nowMillis, earliestEndMillis()));
    }

    /// With the commitment held on to.
    AccountRow staying() {
        return new AccountRow(account, region, startedMillis, null);
    }

    AccountSettings view(long nowMillis) {
        if (endMillis == null) {
            return new AccountSettings(
                    CommitmentStatus.ENABLED, startedMillis, null, earliestEndMillis());
        }
        return isCommitted(nowMillis)
                ? new AccountSettings(
                        CommitmentStatus.ENABLED_UNTIL_EARLIEST_ALLOWED_END,
                        startedMillis,
                        null,
                        endMillis)
                : new AccountSettings(CommitmentStatus.DISABLED, startedMillis, endMillis, null);
    }
}
