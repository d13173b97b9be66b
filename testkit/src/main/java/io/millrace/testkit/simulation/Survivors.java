package io.millrace.testkit.simulation;

import io.millrace.log.AppendResult.Outcome;
import io.millrace.log.Bounds;
import io.millrace.log.Entry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds out which of the operations in flight a restart has kept, and holds against the engine
/// that they must be a part from the front: a group is written whole, and after the one before it.
/// Only a large append, and what is held up by one, may be missing from the middle, and then
/// nothing that was sent later to one of its shards is there.
final class Survivors {
    private enum Fate {
        SURVIVED,
        LOST,
        UNKNOWN
    }

    private final EngineHistory history;
    private final List<InFlight> inFlight;
    private final Map<Object, Fate> fates = new HashMap<>();

    Survivors(EngineHistory history, List<InFlight> inFlight) {
        this.history = history;
        this.inFlight = inFlight;
    }

    void commands(List<String> applied) {
        int known = history.commands().size();
        if (applied.size() < known || !applied.subList(0, known).equals(history.commands())) {
            throw new Broken("replayed " + applied + " instead of " + history.commands());
        }
        int next = known;
        for (InFlight operation : inFlight) {
            if (operation instanceof InFlight.Commanding(String command, var _)) {
                boolean survived = next < applied.size() && applied.get(next).equals(command);
                fates.put(operation, survived ? Fate.SURVIVED : Fate.LOST);
                if (survived) {
                    history.commandFound(command);
                    next++;
                }
            }
        }
        Broken.unless(next == applied.size(), "replayed more than was proposed: " + applied);
    }

    /// @param found entries behind those that had been acknowledged
    void entries(ShardHistory shard, List<Entry> found) {
        int at = 0;
        for (InFlight operation : inFlight) {
            if (operation instanceof InFlight.Appending(List<InFlight.Part> parts, var _, var _)) {
                for (InFlight.Part part : parts) {
                    if (part.shard() == shard && mayBeStored(part)) {
                        at += entriesOf(part, found.subList(at, found.size()));
                    }
                }
            }
        }
        if (at < found.size()) {
            throw new Broken(shard.ref() + ": nobody sent " + ShardHistory.describe(found.get(at)));
        }
    }

    /// A seal may have been refused for want of room, and what was sent behind it stored.
    private boolean mayBeStored(InFlight.Part part) {
        return part.expected() == Outcome.STORED
                || (part.expected() == Outcome.SEALED && history.isRoomShort());
    }

    private int entriesOf(InFlight.Part part, List<Entry> found) {
        ShardHistory shard = part.shard();
        if (history.isShown(part)) {
            fates.put(part, Fate.SURVIVED);
            return 0;
        }
        if (found.isEmpty() || Payload.idOf(found.getFirst()) != part.firstId()) {
            // An entry older than a trim may be gone however it fared.
            boolean maybeTrimmed =
                    history.trimmedBefore(shard.ref()) > 0 && history.hasClockGoneBack();
            fates.put(part, maybeTrimmed ? Fate.UNKNOWN : Fate.LOST);
            return 0;
        }
        Broken.unless(found.size() >= part.count(), shard.ref() + ": half of a batch: " + part);
        for (int i = 0; i < part.count(); i++) {
            Entry entry = found.get(i);
            Broken.unless(
                    Payload.idOf(entry) == part.firstId() + i && Payload.isWhole(entry),
                    shard.ref() + ": " + ShardHistory.describe(entry) + " within " + part);
            shard.add(
                    new ShardHistory.Item(
                            entry.position(),
                            entry.timeMillis(),
                            entry.epoch(),
                            part.firstId() + i,
                            history.lastGroup() + 1));
        }
        fates.put(part, Fate.SURVIVED);
        history.shown(part);
        history.coverage().met(Coverage.Event.UNACKNOWLEDGED_GROUP_KEPT);
        return part.count();
    }

    void seal(ShardHistory shard, Bounds bounds) {
        boolean surprising = bounds.sealed() && !shard.isSealed();
        Broken.unless(
                !surprising || shard.isSealSent(), shard.ref() + ": sealed by nobody: " + bounds);
        Broken.unless(bounds.sealed() || !shard.isSealed(), shard.ref() + ": its seal is lost");
        for (InFlight operation : inFlight) {
            if (operation instanceof InFlight.Sealing sealing
                    && sealing.shard() == shard
                    && sealing.expected() == Outcome.STORED) {
                fates.put(operation, bounds.sealed() ? Fate.SURVIVED : Fate.LOST);
            }
        }
        if (surprising) {
            shard.sealFound(history.lastGroup() + 1);
        }
    }

    void requireFrontPart() {
        if (history.isRoomShort()) {
            // Anything may have been refused in between.
            return;
        }
        // What no later operation may survive, by shard; under `null` what none of them may.
        Map<@Nullable ShardHistory, Object> lost = new HashMap<>();
        Set<ShardHistory> held = new HashSet<>();
        for (InFlight operation : inFlight) {
            List<ShardHistory> shards = operation.shards();
            boolean mayBeHeld = operation.isLarge() || shards.stream().anyMatch(held::contains);
            if (mayBeHeld) {
                held.addAll(shards);
            }
            requireFrontPart(operation, mayBeHeld, lost);
        }
    }

    private void requireFrontPart(
            InFlight operation, boolean mayBeHeld, Map<@Nullable ShardHistory, Object> lost) {
        List<?> parts =
                operation instanceof InFlight.Appending appending
                        ? appending.parts()
                        : List.of(operation);
        Object lostOfCall = null;
        for (int i = 0; i < parts.size(); i++) {
            Object part = parts.get(i);
            ShardHistory shard = operation.shards().isEmpty() ? null : operation.shards().get(i);
            Fate fate = fates.getOrDefault(part, Fate.UNKNOWN);
            if (fate == Fate.SURVIVED) {
                Object before = lostOfCall != null ? lostOfCall : lost.get(null);
                Object missing = before != null ? before : lost.get(shard);
                Broken.unless(
                        missing == null, part + " survived, and " + missing + " before it did not");
            } else if (fate == Fate.LOST) {
                lostOfCall = part;
                lost.putIfAbsent(mayBeHeld ? shard : null, part);
            }
        }
    }
}
