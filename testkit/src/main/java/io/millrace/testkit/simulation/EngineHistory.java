package io.millrace.testkit.simulation;

import io.millrace.log.Bounds;
import io.millrace.log.Entry;
import io.millrace.log.ShardLogs;
import io.millrace.log.ShardRef;
import io.millrace.testkit.Journaling;
import io.millrace.testkit.simulation.Coverage.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The plain model the engine is held against: what was acknowledged, what is in flight, and what a
/// restart may have made of that.
final class EngineHistory {
    private final Coverage coverage;
    private final TreeMap<ShardRef, ShardHistory> shards = new TreeMap<>();
    private final Map<Long, Long> trimmedBefore = new HashMap<>();
    private final List<String> commands = new ArrayList<>();
    private final List<Long> commandGroups = new ArrayList<>();
    private final List<InFlight> inFlight = new ArrayList<>();
    private final Set<Long> shown = new HashSet<>();
    private long group;
    private int epoch;
    private boolean carried;
    private boolean roomShort;
    private boolean clockWentBack;

    EngineHistory(Coverage coverage) {
        this.coverage = coverage;
    }

    Coverage coverage() {
        return coverage;
    }

    Map<ShardRef, ShardHistory> shards() {
        return shards;
    }

    /// Shards of which anything is promised.
    List<ShardHistory> living() {
        return shards.values().stream().filter(shard -> !shard.isDropped()).toList();
    }

    int epoch() {
        return epoch;
    }

    /// Whether the disk has been full in this life, so that anything may have been refused.
    boolean isRoomShort() {
        return roomShort;
    }

    void roomIsShort() {
        roomShort = true;
    }

    void clockWentBack() {
        clockWentBack = true;
    }

    /// Number of the newest group that was acknowledged.
    long lastGroup() {
        return group;
    }

    List<String> commands() {
        return commands;
    }

    long groupOfCommand(int index) {
        return commandGroups.get(index);
    }

    void sent(InFlight operation) {
        inFlight.add(operation);
    }

    boolean isQuiet() {
        return inFlight.isEmpty();
    }

    void trimmed(long stream, long beforeMillis) {
        trimmedBefore.merge(stream, beforeMillis, Math::max);
    }

    long trimmedBefore(ShardRef ref) {
        return trimmedBefore.getOrDefault(ref.stream(), 0L);
    }

    void dropStream(long stream) {
        shards.values().stream()
                .filter(shard -> shard.ref().stream() == stream)
                .forEach(ShardHistory::drop);
    }

    /// Enters what was answered in the step before.
    ///
    /// @param ended whether the engine had failed: then it must not acknowledge anything any more
    void settle(boolean ended) {
        settle(ended, ended);
    }

    /// Enters what was answered by a close during which the disk failed: before it or because of
    /// it.
    void settleUnordered() {
        settle(false, true);
    }

    private void settle(boolean ended, boolean mayFail) {
        List<InFlight> answered =
                inFlight.stream().filter(operation -> operation.future().isDone()).toList();
        if (answered.isEmpty()) {
            return;
        }
        coverage.met(Event.LARGE_APPEND_OVERTAKEN, hasOvertaken());
        carried = false;
        for (InFlight operation : answered) {
            boolean failed = operation.future().isCompletedExceptionally();
            Broken.unless(
                    failed || !ended, "acknowledged after a failed write or force: " + operation);
            Broken.unless(
                    !failed || mayFail || roomShort, "failed though the log runs: " + operation);
            operation.settle(this, group + 1);
            // What failed with the engine may still be found after the restart.
            if (!failed || !mayFail) {
                inFlight.remove(operation);
            }
        }
        // Claims and refusals are answered in a group too, but leave nothing in the journal.
        group += carried ? 1 : 0;
    }

    /// Whether something was answered before a large append that was sent earlier.
    private boolean hasOvertaken() {
        boolean large = false;
        for (InFlight operation : inFlight) {
            boolean done = operation.future().isDone();
            if (large && done) {
                return true;
            }
            large |= operation.isLarge() && !done;
        }
        return false;
    }

    /// What is being answered left something in the journal.
    void carried() {
        carried = true;
    }

    void commanded(String command, long index, long inGroup) {
        carried();
        Broken.unless(
                index == commands.size() + 1,
                "command " + index + " was answered behind " + commands.size());
        commands.add(command);
        commandGroups.add(inGroup);
    }

    /// Everything that is promised is there, and nothing else.
    void compare(ShardLogs logs, Journaling machine) {
        if (!machine.applied().equals(commands)) {
            throw new Broken("applied " + machine.applied() + " instead of " + commands);
        }
        for (ShardHistory shard : living()) {
            compare(logs, shard);
        }
    }

    void compare(ShardLogs logs, ShardHistory shard) {
        List<Entry> more = shard.compare(logs, trimmedBefore(shard.ref()));
        if (!more.isEmpty()) {
            // A call is answered when the fate of all its batches is known; those that are durable
            // already are shown before, and must stay.
            new Survivors(this, inFlight).entries(shard, more);
        }
        shard.compareBounds(logs.bounds(shard.ref()));
    }

    /// A new life began: everything acknowledged must be there, and of what was in flight a part
    /// from the front.
    void restarted(ShardLogs logs, Journaling machine, int newEpoch) {
        Broken.unless(newEpoch > epoch, "epoch " + newEpoch + " follows " + epoch);
        Survivors survivors = new Survivors(this, inFlight);
        survivors.commands(machine.applied());
        for (ShardHistory shard : living()) {
            Bounds bounds = logs.bounds(shard.ref());
            survivors.entries(shard, shard.compare(logs, trimmedBefore(shard.ref())));
            survivors.seal(shard, bounds);
        }
        survivors.requireFrontPart();
        epoch = newEpoch;
        inFlight.clear();
        roomShort = false;
        clockWentBack = false;
        shards.values().forEach(ShardHistory::restarted);
        for (ShardHistory shard : living()) {
            shard.compareBounds(logs.bounds(shard.ref()));
        }
    }

    /// Streams that were dropped and must be dropped again.
    Set<Long> droppedStreams() {
        Set<Long> streams = new HashSet<>();
        shards.values().forEach(shard -> streams.add(shard.ref().stream()));
        living().forEach(shard -> streams.remove(shard.ref().stream()));
        return streams;
    }

    /// A batch was seen, by a reader or after a restart, before it was acknowledged.
    void shown(InFlight.Part part) {
        shown.add(part.firstId());
    }

    boolean isShown(InFlight.Part part) {
        return shown.contains(part.firstId());
    }

    boolean hasClockGoneBack() {
        return clockWentBack;
    }

    void commandFound(String command) {
        commands.add(command);
        commandGroups.add(group + 1);
    }
}
