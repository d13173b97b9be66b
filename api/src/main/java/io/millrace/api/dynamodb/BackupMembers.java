package io.millrace.api.dynamodb;

import io.millrace.table.BackupSettings;
import io.millrace.wire.Output;

/// Writes what is remembered about backups.
final class BackupMembers {
    private BackupMembers() {}

    static void write(Output output, BackupSettings settings) {
        output.name("ContinuousBackupsDescription")
                .beginStructure()
                .text("ContinuousBackupsStatus", "ENABLED")
                .name("PointInTimeRecoveryDescription")
                .beginStructure()
                .text("PointInTimeRecoveryStatus", settings.enabled() ? "ENABLED" : "DISABLED");
        if (settings.enabled()) {
            output.number("RecoveryPeriodInDays", settings.recoveryDays());
        }
        output.endStructure().endStructure();
    }
}
