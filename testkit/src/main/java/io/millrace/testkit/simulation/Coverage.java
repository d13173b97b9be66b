package io.millrace.testkit.simulation;

import io.millrace.log.AppendResult;
import java.util.EnumMap;
import java.util.Map;

/// Counts what a run came by, so that a test can tell a simulation that finds nothing from one that
/// looks nowhere.
public final class Coverage {
    /// What is worth meeting.
    public enum Event {
        START,
        CLEAN_STOP,
        PROCESS_KILLED,
        POWER_CUT,
        POWER_CUT_WITHIN_AN_OPERATION,
        WRITE_OR_FORCE_FAILED,
        UNFINISHED_GROUP_CUT,
        UNACKNOWLEDGED_GROUP_KEPT,
        ORPHAN_REMOVED,
        JOURNAL_RETIRED_TO_SEGMENTS,
        SNAPSHOT_RESTORED,
        DATA_REFUSED_ON_A_FULL_DISK,
        LARGE_APPEND_OVERTAKEN,
        FENCED,
        SEALED,
        TRIMMED,
        DROPPED,
        DAMAGE_REFUSED,
        DAMAGE_FAILED_A_READ,
        DAMAGE_CUT_AND_REPORTED,
        DAMAGE_WITHOUT_EFFECT,
        LOSS_ACCEPTED,
        CHECKPOINT_REBUILT
    }

    private final Map<Event, Long> counts = new EnumMap<>(Event.class);

    void met(Event event) {
        counts.merge(event, 1L, Long::sum);
    }

    void met(Event event, boolean whether) {
        if (whether) {
            met(event);
        }
    }

    void met(AppendResult.Outcome outcome) {
        switch (outcome) {
            case FULL -> met(Event.DATA_REFUSED_ON_A_FULL_DISK);
            case FENCED -> met(Event.FENCED);
            case SEALED -> met(Event.SEALED);
            case STORED, UNKNOWN -> {}
        }
    }

    /// How often.
    public long count(Event event) {
        return counts.getOrDefault(event, 0L);
    }

    /// Adds the counts of another run.
    public void add(Coverage other) {
        other.counts.forEach((event, count) -> counts.merge(event, count, Long::sum));
    }

    @Override
    public String toString() {
        return counts.toString();
    }
}
