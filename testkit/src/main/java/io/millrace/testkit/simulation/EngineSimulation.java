package io.millrace.testkit.simulation;

import io.millrace.log.Append;
import io.millrace.log.AppendResult.Outcome;
import io.millrace.log.Batch;
import io.millrace.log.CorruptLogException;
import io.millrace.log.ShardRef;
import io.millrace.log.local.LocalLogConfig;
import io.millrace.log.local.RecoveryReport;
import io.millrace.log.local.storage.Storage;
import io.millrace.testkit.VirtualClock;
import io.millrace.testkit.simulation.Coverage.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/// Runs the local engine's real classes in one thread over a {@link SimulatedDisk}, with every
/// choice made by one seed: what is sent, which task makes its next step, when the power is cut.
/// After every step the engine is held against a plain model:
///
/// - what was acknowledged is readable, with the same bytes, position, time and epoch, until it is
///   trimmed or dropped, whatever happens to process and power;
/// - nothing is readable before it is acknowledged, so nothing shown is ever lost;
/// - of what was not acknowledged, a restart keeps a part from the front, in whole batches;
/// - positions, times and epochs never fall; a sealed shard takes nothing; a fenced writer writes
///   nothing;
/// - what overtakes a large append concerns no shard of it;
/// - commands are applied once each, in order, and again in the same order after a restart;
/// - after a failed write or force nothing is acknowledged any more;
/// - one flipped bit, or a file cut short, leads to a refusal, a failing read, no effect at all, or
///   after a crash to the loss, reported, of the last group; never to other bytes.
public final class EngineSimulation {
    private static final int STREAMS = 3;
    private static final int MAX_SHARDS = 8;
    private static final int KIB = 1 << 10;

    private final long seed;
    private final int steps;
    private final UnaryOperator<Storage> disguise;
    private final RandomGenerator random;
    private final VirtualClock clock = new VirtualClock();
    private final SimulatedDisk disk;
    private final Coverage coverage = new Coverage();
    private final EngineHistory history = new EngineHistory(coverage);
    private final LocalLogConfig config;
    private long nanos;
    private long nextId;
    private int nextShard;
    private int nextCommand;
    private RunningLog engine;

    /// @param seed decides everything
    /// @param steps number of actions
    /// @param disguise put between engine and disk: the identity, or a mutant that must be caught
    public EngineSimulation(long seed, int steps, UnaryOperator<Storage> disguise)
            throws IOException {
        this.seed = seed;
        this.steps = steps;
        this.disguise = disguise;
        this.random = new Random(seed);
        this.disk = new SimulatedDisk(random);
        disk.takesTime(took -> nanos += took);
        this.config = config();
        this.engine = open();
        history.restarted(engine.shards(), engine.machine(), engine.log().recovery().epoch());
    }

    /// Small enough that every file comes round many times within a run.
    private LocalLogConfig config() {
        int fileBytes = (64 << random.nextInt(2)) * KIB;
        int files = 4 + random.nextInt(4);
        return LocalLogConfig.defaults()
                .withJournal((long) files * fileBytes, fileBytes, fileBytes * (1 + files / 6))
                .withTails(random.nextInt(64) * (long) KIB, 64 + random.nextInt(400))
                .withMinFreeBytes(random.nextInt(2) * 100L * KIB)
                .withSnapshotMinBytes(random.nextInt(3) * (long) KIB);
    }

    /// Plays the run to its end.
    ///
    /// @throws AssertionError if a promise was broken; it names the seed and how to replay it
    public void run() {
        int step = 0;
        try {
            for (; step < steps; step++) {
                act();
                settle();
            }
            disk.capacity(Long.MAX_VALUE);
            restart(Restart.CLOSE);
            restart(Restart.POWER_CUT);
        } catch (IOException | RuntimeException | Broken e) {
            throw new AssertionError(
                    "the simulation of seed "
                            + seed
                            + " failed at step "
                            + step
                            + " in life "
                            + coverage.count(Event.START)
                            + ": "
                            + e.getMessage()
                            + "\nReplay it with -Dmillrace.simulation.seed="
                            + seed,
                    e);
        }
    }

    /// What the run came by.
    public Coverage coverage() {
        return coverage;
    }

    private enum Restart {
        CLOSE,
        KILL,
        POWER_CUT
    }

    private void act() throws IOException {
        int dice = random.nextInt(1000);
        if (engine.fatal() != null && dice < 200) {
            restart(random.nextBoolean() ? Restart.POWER_CUT : Restart.KILL);
        } else if (dice < 400) {
            stepSomeTask();
        } else if (dice < 640) {
            append();
        } else if (dice < 700) {
            claim();
        } else if (dice < 760) {
            command();
        } else if (dice < 840) {
            read();
        } else if (dice < 930) {
            passTime();
        } else if (dice < 950) {
            engine.work(1 + random.nextInt(20), this::settle);
        } else if (dice < 985) {
            rareCall(dice);
        } else {
            disturb(dice);
        }
    }

    private void stepSomeTask() {
        var tasks = engine.tasks();
        int task = random.nextInt(tasks.size() + 3);
        // The two that carry the load are favoured.
        tasks.get(task < tasks.size() ? task : task % 2).step();
    }

    private void settle() {
        Throwable fatal = engine.fatal();
        if (fatal != null && !disk.hasFailed()) {
            throw new Broken("the engine stopped though the disk did not fail: " + fatal, fatal);
        }
        Broken.unless(fatal != null || !disk.hasFailed(), "a failed write did not stop the engine");
        history.settle(fatal != null);
    }

    private ShardHistory someShard() {
        List<ShardHistory> living = history.living();
        if (living.isEmpty() || (living.size() < MAX_SHARDS && random.nextInt(10) == 0)) {
            // A stream's number is never used again once it was dropped.
            long stream = random.nextInt(STREAMS);
            while (history.droppedStreams().contains(stream)) {
                stream += STREAMS;
            }
            ShardRef ref = new ShardRef(stream, nextShard++);
            ShardHistory shard = new ShardHistory(ref);
            history.shards().put(ref, shard);
            return shard;
        }
        return living.get(random.nextInt(living.size()));
    }

    private void claim() {
        ShardHistory shard = someShard();
        int claim = shard.claimSent();
        history.sent(new InFlight.Claiming(shard, claim, engine.shards().claim(shard.ref())));
    }

    private void append() {
        List<Append> appends = new ArrayList<>();
        List<InFlight.Part> parts = new ArrayList<>();
        int bytes = 0;
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            ShardHistory shard = someShard();
            if (!shard.owners().isEmpty()) {
                ShardHistory.Owner owner = someOwner(shard);
                int[] lengths = lengths();
                parts.add(new InFlight.Part(shard, nextId, lengths.length, shard.expected(owner)));
                Batch batch = Payload.batch(nextId, lengths);
                appends.add(new Append(owner.writer(), batch));
                bytes += batch.length();
                nextId += lengths.length;
            }
        }
        if (appends.isEmpty()) {
            claim();
        } else {
            boolean large = bytes > config.largeAppendBytes();
            history.sent(new InFlight.Appending(parts, large, engine.shards().append(appends)));
        }
    }

    /// Mostly the last, sometimes one that was fenced.
    private ShardHistory.Owner someOwner(ShardHistory shard) {
        List<ShardHistory.Owner> owners = shard.owners();
        return random.nextInt(10) == 0
                ? owners.get(random.nextInt(owners.size()))
                : owners.getLast();
    }

    private int[] lengths() {
        int[] lengths = new int[1 + random.nextInt(5)];
        int most = random.nextInt(20) == 0 ? 9 * KIB : 1 << (4 + random.nextInt(8));
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = Payload.MIN_BYTES + random.nextInt(most);
        }
        return lengths;
    }

    private void command() {
        String command = "c" + nextCommand++ + "x".repeat(random.nextInt(300));
        history.sent(
                new InFlight.Commanding(
                        command,
                        engine.commands().propose(command.getBytes(StandardCharsets.ISO_8859_1))));
    }

    private void read() {
        if (engine.fatal() == null && !history.living().isEmpty()) {
            ShardHistory shard = someShard();
            history.compare(engine.shards(), shard);
            long instant = clock.millis() - random.nextInt(20_000);
            shard.compareInstant(engine.shards(), instant, history.trimmedBefore(shard.ref()));
        }
    }

    private void passTime() {
        nanos += random.nextLong(100_000_000);
        int dice = random.nextInt(20);
        if (dice == 0) {
            clock.advance(Duration.ofMillis(-random.nextInt(5000)));
            history.clockWentBack();
        } else if (dice == 1) {
            nanos += 2_000_000_000;
            clock.advance(Duration.ofSeconds(2));
        } else {
            clock.advance(Duration.ofMillis(random.nextInt(100)));
        }
    }

    private void rareCall(int dice) {
        ShardHistory shard = someShard();
        boolean stopped = engine.fatal() != null;
        if (dice < 962) {
            seal(shard);
        } else if (dice < 976 && !stopped) {
            long before = clock.millis() - random.nextInt(3000);
            coverage.met(Event.TRIMMED);
            history.trimmed(shard.ref().stream(), before);
            engine.shards().trim(shard.ref().stream(), before);
        } else if (dice < 982 && !stopped) {
            coverage.met(Event.DROPPED);
            shard.drop();
            engine.shards().drop(shard.ref());
        } else if (dice < 983 && !stopped) {
            history.dropStream(shard.ref().stream());
            engine.shards().drop(shard.ref().stream());
        }
    }

    private void seal(ShardHistory shard) {
        if (!shard.owners().isEmpty()) {
            ShardHistory.Owner owner = someOwner(shard);
            Outcome expected = shard.expected(owner);
            history.sent(
                    new InFlight.Sealing(shard, expected, engine.shards().seal(owner.writer())));
            if (expected == Outcome.STORED) {
                shard.sealSent();
            }
        }
    }

    private void disturb(int dice) throws IOException {
        if (dice < 989) {
            restart(Restart.values()[random.nextInt(3)]);
        } else if (dice < 992) {
            disk.cutPowerAfter(random.nextInt(40));
        } else if (dice < 994) {
            disk.failAfter(random.nextInt(40));
        } else if (dice < 996) {
            disk.capacity(disk.usedBytes() + random.nextInt(300 * KIB));
            history.roomIsShort();
        } else {
            disk.capacity(Long.MAX_VALUE);
        }
    }

    private void restart(Restart how) throws IOException {
        coverage.met(Event.JOURNAL_RETIRED_TO_SEGMENTS, engine.log().stats().flushedBytes() > 0);
        if (how == Restart.CLOSE && engine.fatal() == null) {
            close();
        }
        if (disk.hasFailed()) {
            coverage.met(
                    disk.cutsPower()
                            ? Event.POWER_CUT_WITHIN_AN_OPERATION
                            : Event.WRITE_OR_FORCE_FAILED);
        }
        end(how);
        if (random.nextInt(3) == 0) {
            coverage.met(new DamageTrial(config, clock, random, history).run(disk));
        }
        disk.capacity(Long.MAX_VALUE);
        RunningLog next = open();
        engine = next;
        history.restarted(next.shards(), next.machine(), next.log().recovery().epoch());
        for (long stream : history.droppedStreams()) {
            next.shards().drop(stream);
        }
    }

    private void close() {
        try {
            engine.log().close();
        } catch (UncheckedIOException e) {
            if (!disk.hasFailed()) {
                throw e;
            }
        }
        if (disk.hasFailed()) {
            history.settleUnordered();
        } else {
            history.settle(false);
            Broken.unless(history.isQuiet(), "a close left operations unanswered");
        }
    }

    private void end(Restart how) {
        switch (how) {
            case CLOSE -> {
                coverage.met(Event.CLEAN_STOP, !disk.hasFailed());
                disk.crash();
            }
            case KILL -> {
                coverage.met(Event.PROCESS_KILLED);
                disk.kill();
            }
            case POWER_CUT -> {
                coverage.met(Event.POWER_CUT);
                disk.crash();
            }
        }
    }

    /// Opens the log; sometimes the power goes, or the disk fails, while it is being opened.
    private RunningLog open() throws IOException {
        for (int i = random.nextInt(3); i > 0; i--) {
            if (random.nextBoolean()) {
                disk.cutPowerAfter(random.nextInt(12));
            } else {
                disk.failAfter(random.nextInt(12));
            }
            try {
                RunningLog opened = openOnce();
                if (opened.fatal() == null) {
                    return opened;
                }
            } catch (IOException | UncheckedIOException e) {
                if (!disk.hasFailed()) {
                    throw e;
                }
            }
            end(random.nextBoolean() ? Restart.POWER_CUT : Restart.KILL);
        }
        return openOnce();
    }

    private RunningLog openOnce() throws IOException {
        try {
            RunningLog opened =
                    new RunningLog(
                            config, disguise.apply(disk.storage()), clock, () -> nanos, random);
            RecoveryReport report = opened.log().recovery();
            coverage.met(Event.START);
            coverage.met(Event.UNFINISHED_GROUP_CUT, !report.torn().isEmpty());
            coverage.met(Event.ORPHAN_REMOVED, !report.removed().isEmpty());
            coverage.met(Event.SNAPSHOT_RESTORED, opened.machine().restores() > 0);
            return opened;
        } catch (CorruptLogException e) {
            throw new Broken("refused a directory that is not damaged: " + e.getMessage(), e);
        }
    }
}
