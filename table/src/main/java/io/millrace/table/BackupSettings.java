package io.millrace.table;

/// Point-in-time recovery as it was asked for; here it is only remembered.
///
/// @param enabled whether it is on
/// @param sinceMillis when it was switched on; 0 if it is off
/// @param recoveryDays 1 to 35
public record BackupSettings(boolean enabled, long sinceMillis, int recoveryDays) {
    /// What a new table has.
    public static final BackupSettings OFF = new BackupSettings(false, 0, 35);
}
