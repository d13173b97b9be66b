package io.millrace.api.dynamodb;

import io.millrace.table.BillingMode;
import io.millrace.table.Throughput;
import io.millrace.wire.Values;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads what is said about the throughput of tables and indexes.
final class Throughputs {
    private static final long MAX_UNITS = 1_000_000_000_000L;

    private Throughputs() {}

    /// A throughput.
    ///
    /// @param index whose it is; null for the table itself
    static Throughput read(Values throughput, @Nullable String index) {
        return new Throughput(
                units(throughput, "ReadCapacityUnits", index),
                units(throughput, "WriteCapacityUnits", index));
    }

    private static long units(Values throughput, String member, @Nullable String index) {
        long units = Objects.requireNonNull(throughput.numberOrNull(member), member);
        if (units > MAX_UNITS) {
            throw Refusal.validation(
                    "Given value "
                            + units
                            + " for "
                            + member
                            + " is out of bounds"
                            + (index == null ? "" : " for index " + index));
        }
        return units;
    }

    /// The billing mode that a call names; null if none.
    static @Nullable BillingMode billing(Values input) {
        String mode = input.textOrNull("BillingMode");
        return mode == null ? null : BillingMode.valueOf(mode);
    }

    /// @throws Refusal unless a throughput was given exactly where the billing mode needs it
    static void check(BillingMode billing, boolean given) {
        if (billing == BillingMode.PROVISIONED && !given) {
            throw Refusal.invalid(
                    "ReadCapacityUnits and WriteCapacityUnits must both be specified when"
                            + " BillingMode is PROVISIONED");
        }
        if (billing == BillingMode.PAY_PER_REQUEST && given) {
            throw Refusal.invalid(
                    "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when"
                            + " BillingMode is PAY_PER_REQUEST");
        }
    }
}
