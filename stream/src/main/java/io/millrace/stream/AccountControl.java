package io.millrace.stream;

import java.time.InstantSource;

/// The operations on an account's settings.
final class AccountControl {
    private static final AccountSettings NEVER =
            new AccountSettings(CommitmentStatus.DISABLED, null, null, null);

    private final Catalogue catalogue;
    private final Proposer proposer;
    private final InstantSource clock;

    AccountControl(EngineParts parts, InstantSource clock) {
        this.catalogue = parts.catalogue();
        this.proposer = parts.proposer();
        this.clock = clock;
    }

    AccountSettings settings(String account, String region) {
        AccountRow row = catalogue.account(account, region);
        return row == null ? NEVER : row.view(clock.millis());
    }

    AccountSettings update(String account, String region, boolean enabled) {
        long now = clock.millis();
        var _ = proposer.decide(new Command.SetCommitment(account, region, enabled, now));
        return settings(account, region);
    }
}
