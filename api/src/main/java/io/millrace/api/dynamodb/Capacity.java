package io.millrace.api.dynamodb;

import io.millrace.table.TableKey;
import io.millrace.wire.Output;
import io.millrace.wire.Values;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Counts the capacity that calls would consume at AWS, and tells it where it is asked for. What
/// writes consume in indexes is not counted.
final class Capacity {
    /// How much more everything costs within a transaction.
    static final double TRANSACTION = 2;

    private static final String RETURN = "ReturnConsumedCapacity";
    private static final String UNITS = "CapacityUnits";
    private static final long READ_BYTES = 4_096;
    private static final long WRITE_BYTES = 1_024;

    private Capacity() {}

    /// Units to read so many bytes at once; without an item it is one all the same.
    static double ofRead(long bytes, boolean consistent) {
        double whole = (double) Math.max(1, Math.ceilDiv(bytes, READ_BYTES));
        return consistent ? whole : whole / 2;
    }

    /// Units to write an item of so many bytes.
    static double ofWrite(long bytes) {
        return (double) Math.max(1, Math.ceilDiv(bytes, WRITE_BYTES));
    }

    /// Whether a call asks for it.
    static boolean isAskedFor(Values input) {
        String mode = input.textOrNull(RETURN);
        return mode != null && !mode.equals("NONE");
    }

    /// What a call on one table consumed, where it is asked for.
    static void tell(Output output, Values input, TableKey table, double units) {
        tell(output, input, table, null, units);
    }

    /// What a call on one table or index consumed, where it is asked for.
    ///
    /// @param index null for the table itself
    static void tell(
            Output output, Values input, TableKey table, @Nullable String index, double units) {
        if (isAskedFor(input)) {
            write(output.name("ConsumedCapacity"), input, table.name(), index, units);
        }
    }

    /// What a call consumed on several tables, where it is asked for.
    static void tellAll(Output output, Values input, Map<TableKey, Double> units) {
        if (isAskedFor(input)) {
            output.name("ConsumedCapacity").beginList();
            units.forEach((table, each) -> write(output, input, table.name(), null, each));
            output.endList();
        }
    }

    private static void write(
            Output output, Values input, String table, @Nullable String index, double units) {
        output.beginStructure().text("TableName", table).real(UNITS, units);
        if (input.text(RETURN).equals("INDEXES")) {
            output.name("Table")
                    .beginStructure()
                    .real(UNITS, index == null ? units : 0)
                    .endStructure();
            if (index != null) {
                output.name("GlobalSecondaryIndexes")
                        .beginStructure()
                        .name(index)
                        .beginStructure()
                        .real(UNITS, units)
                        .endStructure()
                        .endStructure();
            }
        }
        output.endStructure();
    }
}
