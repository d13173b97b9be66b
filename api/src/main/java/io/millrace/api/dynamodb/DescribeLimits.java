package io.millrace.api.dynamodb;

import io.millrace.wire.Output;
import io.millrace.wire.Structure;

/// DescribeLimits: the quotas of a new account, which this server does not enforce.
final class DescribeLimits implements Operation {
    private static final Structure INPUT = Structure.of("DescribeLimitsInput");
    private static final long ACCOUNT_UNITS = 80_000;
    private static final long TABLE_UNITS = 40_000;

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public void answer(Call call, Output output) {
        output.number("AccountMaxReadCapacityUnits", ACCOUNT_UNITS)
                .number("AccountMaxWriteCapacityUnits", ACCOUNT_UNITS)
                .number("TableMaxReadCapacityUnits", TABLE_UNITS)
                .number("TableMaxWriteCapacityUnits", TABLE_UNITS);
    }
}
