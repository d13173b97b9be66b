package io.millrace.stream;

/// Applies the command that commits an account to a minimum throughput, or ends that.
final class AccountRules {
    private final Catalogue catalogue;

    AccountRules(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    Outcome commit(Command.SetCommitment command) {
        AccountRow row = catalogue.account(command.account(), command.region());
        long now = command.atMillis();
        boolean committed = row != null && row.isCommitted(now);
        if (row == null || !committed) {
            return command.enabled()
                    ? publish(new AccountRow(command.account(), command.region(), now, null))
                    : new Outcome.Unchanged();
        }
        boolean ending = row.endMillis() != null;
        if (command.enabled() != ending) {
            return new Outcome.Unchanged();
        }
        return publish(ending ? row.staying() : row.ending(now));
    }

    private Outcome publish(AccountRow row) {
        catalogue.put(row);
        return new Outcome.AccountChanged(row);
    }
}
