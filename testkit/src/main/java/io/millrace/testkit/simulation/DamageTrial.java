package io.millrace.testkit.simulation;

import io.millrace.log.CorruptLogException;
import io.millrace.log.Entry;
import io.millrace.log.ShardRef;
import io.millrace.log.local.LocalLogConfig;
import io.millrace.log.local.RecoveryReport;
import io.millrace.log.local.checkpoint.Checkpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Damages one place of a copy of the disk and holds what the engine makes of it against what it
/// makes of a sound copy: refused, or the same, or a read that fails; and after a crash, if
/// reported, the last group may be gone.
final class DamageTrial {
    private static final int ROUNDS = 30;

    private final LocalLogConfig config;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final EngineHistory history;

    /// What a start found.
    ///
    /// @param entries null for a shard that cannot be read for its damage
    record Found(
            RecoveryReport report,
            List<String> commands,
            Map<ShardRef, @Nullable List<Entry>> entries,
            Map<ShardRef, Boolean> sealed) {}

    DamageTrial(
            LocalLogConfig config,
            InstantSource clock,
            RandomGenerator random,
            EngineHistory history) {
        this.config = config;
        this.clock = clock;
        this.random = random;
        this.history = history;
    }

    /// Damages a copy of a disk that no process uses.
    ///
    /// @return what came of it
    Coverage.Event run(SimulatedDisk disk) throws IOException {
        Found sound = find(config, disk.copy(random), false);
        SimulatedDisk damaged = disk.copy(random);
        String damage = damaged.damage();
        SimulatedDisk given = damaged.copy(random);
        Found found;
        try {
            found = find(config, damaged, true);
        } catch (CorruptLogException e) {
            acceptLoss(sound, given, damage);
            return Coverage.Event.DAMAGE_REFUSED;
        }
        try {
            compare(sound, found);
        } catch (Broken e) {
            throw new Broken("with " + damage + ": " + e.getMessage() + "; " + found.report(), e);
        }
        if (found.entries().containsValue(null)) {
            acceptLoss(sound, given, damage);
            return Coverage.Event.DAMAGE_FAILED_A_READ;
        }
        return found.report().torn().equals(sound.report().torn())
                ? Coverage.Event.DAMAGE_WITHOUT_EFFECT
                : Coverage.Event.DAMAGE_CUT_AND_REPORTED;
    }

    /// An operator who starts in spite of the damage gets what is left, and nothing else, and from
    /// then on a sound directory; or is refused again, where nothing can be made of what is left.
    private void acceptLoss(Found sound, SimulatedDisk disk, String damage) throws IOException {
        try {
            Found found;
            try {
                found = find(config.withAcceptLoss(true), disk, true);
            } catch (CorruptLogException e) {
                Broken.unless(
                        String.valueOf(e.getMessage()).contains("from a backup"),
                        "refused without advice: " + e.getMessage());
                return;
            }
            history.coverage().met(Coverage.Event.LOSS_ACCEPTED);
            compareLeft(sound, found);
            disk.kill();
            Found again = find(config, disk, false);
            Broken.unless(
                    again.commands().equals(found.commands()),
                    "applied " + again.commands() + " later, not " + found.commands());
            for (ShardHistory shard : history.living()) {
                requireSame(
                        shard.ref(),
                        readable(found, shard.ref()),
                        readable(again, shard.ref()),
                        Long.MAX_VALUE);
            }
        } catch (Broken | CorruptLogException e) {
            throw new Broken("with " + damage + " accepted: " + e.getMessage(), e);
        }
    }

    private static List<Entry> readable(Found found, ShardRef ref) {
        List<Entry> entries = found.entries().get(ref);
        if (entries == null) {
            throw new Broken(ref + " cannot be read");
        }
        return entries;
    }

    private void compareLeft(Found sound, Found found) {
        int kept = found.commands().size();
        Broken.unless(
                kept <= sound.commands().size()
                        && sound.commands().subList(0, kept).equals(found.commands()),
                "applied " + found.commands() + " of " + sound.commands());
        List<String> damaged =
                found.report().losses().stream().map(RecoveryReport.Damage::file).toList();
        boolean rebuilt = damaged.contains(Checkpoint.NAME);
        history.coverage().met(Coverage.Event.CHECKPOINT_REBUILT, rebuilt);
        // Everything else in the checkpoint stands elsewhere too.
        boolean complete = Set.of(Checkpoint.NAME).containsAll(damaged);
        Broken.unless(
                !complete || kept == sound.commands().size(),
                "applied only " + kept + " commands: " + found.report());
        for (ShardHistory shard : history.living()) {
            List<Entry> left = readable(found, shard.ref());
            requireOnly(shard.ref(), readable(sound, shard.ref()), left);
            if (complete) {
                requireAll(shard.ref(), readable(sound, shard.ref()), left, found.report());
            }
        }
    }

    /// What was trimmed may come back from a file that was about to be deleted.
    private void requireOnly(ShardRef ref, List<Entry> whole, List<Entry> left) {
        Set<String> texts = texts(whole);
        for (Entry entry : left) {
            boolean trimmed = entry.timeMillis() < history.trimmedBefore(ref);
            Broken.unless(
                    texts.contains(ShardHistory.describe(entry))
                            || (trimmed && Payload.isWhole(entry)),
                    ref + ": " + ShardHistory.describe(entry) + ", not one of " + texts);
        }
    }

    /// What was trimmed may be left out of a segment that a crash kept from counting.
    private void requireAll(
            ShardRef ref, List<Entry> whole, List<Entry> left, RecoveryReport report) {
        Set<String> texts = texts(left);
        for (Entry entry : whole) {
            boolean trimmed = entry.timeMillis() < history.trimmedBefore(ref);
            Broken.unless(
                    trimmed || texts.contains(ShardHistory.describe(entry)),
                    ref + ": lost " + ShardHistory.describe(entry) + ": " + report);
        }
    }

    private static Set<String> texts(List<Entry> entries) {
        return entries.stream().map(ShardHistory::describe).collect(Collectors.toSet());
    }

    private Found find(LocalLogConfig settings, SimulatedDisk disk, boolean damaged)
            throws IOException {
        RunningLog running = new RunningLog(settings, disk.storage(), clock, () -> 0, random);
        Found found =
                new Found(
                        running.log().recovery(),
                        running.machine().applied(),
                        new TreeMap<>(),
                        new TreeMap<>());
        for (ShardHistory shard : history.living()) {
            found.entries().put(shard.ref(), read(running, shard.ref(), damaged));
            found.sealed().put(shard.ref(), running.shards().bounds(shard.ref()).sealed());
        }
        if (damaged) {
            workOn(running, found);
        }
        return found;
    }

    private static @Nullable List<Entry> read(RunningLog running, ShardRef ref, boolean damaged) {
        try {
            return ShardHistory.readAll(running.shards(), ref);
        } catch (CorruptLogException e) {
            if (damaged) {
                return null;
            }
            throw e;
        }
    }

    /// Whatever the engine does next with the damaged bytes, it must not show others afterwards.
    private void workOn(RunningLog running, Found before) throws IOException {
        running.work(ROUNDS, () -> {});
        if (running.fatal() == null) {
            for (ShardHistory shard : history.living()) {
                List<Entry> first = before.entries().get(shard.ref());
                List<Entry> second = read(running, shard.ref(), true);
                if (first != null && second != null) {
                    requireSame(shard.ref(), first, second, Long.MAX_VALUE);
                }
            }
        }
        try {
            running.log().close();
        } catch (UncheckedIOException | CorruptLogException e) {
            // Refusing to go on is as good as noticing earlier.
            Broken.unless(e.getMessage() != null, "an end without a word");
        }
    }

    private void compare(Found sound, Found damaged) {
        boolean mayBeCut = !sound.report().cleanStop() && !damaged.report().torn().isEmpty();
        long cutFrom = mayBeCut ? history.lastGroup() : Long.MAX_VALUE;
        int kept = damaged.commands().size();
        Broken.unless(
                kept <= sound.commands().size()
                        && sound.commands().subList(0, kept).equals(damaged.commands()),
                "applied " + damaged.commands() + " instead of " + sound.commands());
        for (int i = kept; i < sound.commands().size(); i++) {
            boolean known = i < history.commands().size();
            Broken.unless(
                    mayBeCut && (!known || history.groupOfCommand(i) >= cutFrom),
                    "command " + sound.commands().get(i) + " is lost in silence");
        }
        for (ShardHistory shard : history.living()) {
            List<Entry> before = sound.entries().get(shard.ref());
            List<Entry> after = damaged.entries().get(shard.ref());
            if (before != null && after != null) {
                requireSame(shard.ref(), before, after, cutFrom);
            }
            boolean wasSealed = Boolean.TRUE.equals(sound.sealed().get(shard.ref()));
            boolean isSealed = Boolean.TRUE.equals(damaged.sealed().get(shard.ref()));
            Broken.unless(
                    wasSealed == isSealed
                            || (wasSealed && mayBeCut && shard.sealGroup() >= cutFrom),
                    shard.ref() + ": sealed " + isSealed + " instead of " + wasSealed);
        }
    }

    /// @param cutFrom groups from this number on may be missing
    private void requireSame(ShardRef ref, List<Entry> wanted, List<Entry> found, long cutFrom) {
        Broken.unless(found.size() <= wanted.size(), ref + ": more entries than without damage");
        for (int i = 0; i < found.size(); i++) {
            String one = ShardHistory.describe(wanted.get(i));
            String two = ShardHistory.describe(found.get(i));
            Broken.unless(one.equals(two), ref + ": " + two + " instead of " + one);
        }
        for (int i = found.size(); i < wanted.size(); i++) {
            Entry lost = wanted.get(i);
            Broken.unless(
                    groupOf(ref, lost.position()) >= cutFrom,
                    ref + ": lost in silence: " + ShardHistory.describe(lost));
        }
    }

    private long groupOf(ShardRef ref, long position) {
        ShardHistory shard = history.shards().get(ref);
        if (shard != null) {
            for (ShardHistory.Item item : shard.items()) {
                if (item.position() == position) {
                    return item.group();
                }
            }
        }
        // Never acknowledged, so written later than everything that was.
        return Long.MAX_VALUE;
    }
}
