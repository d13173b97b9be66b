package io.millrace.cli.bench;

/// How much a limit let pass of what was offered beyond it, beside what it ought to let pass: its
/// rate for all the time, and one second's worth that was saved before.
///
/// @param name first part of the members' names, such as `put_records`
/// @param perSecond units a second that the limit allows
/// @param seconds how long they were offered
/// @param offered units offered
/// @param accepted of these, units that passed
record Throttling(String name, int perSecond, double seconds, long offered, long accepted) {
    private static final double TOLERANCE_PERCENT = 2;

    /// Units that ought to have passed.
    double allowed() {
        return perSecond * (seconds + 1);
    }

    /// What passed, as a percentage of what ought to.
    double percent() {
        return 100.0 * accepted / allowed();
    }

    /// Whether they agree within 2 %.
    boolean holds() {
        return Math.abs(percent() - 100) <= TOLERANCE_PERCENT;
    }
}
