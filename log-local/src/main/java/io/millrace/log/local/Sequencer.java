package io.millrace.log.local;

import io.millrace.log.Append;
import io.millrace.log.AppendResult;
import io.millrace.log.AppendResult.Outcome;
import io.millrace.log.Claim;
import io.millrace.log.LogFullException;
import io.millrace.log.Seal;
import io.millrace.log.local.journal.FrameBuffer;
import io.millrace.log.local.journal.FrameEntry;
import io.millrace.log.local.journal.FrameKind;
import io.millrace.log.local.journal.JournalFile;
import io.millrace.log.local.journal.JournalHeader;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Decides the order of everything: takes what waits, gives each batch its place and time, writes
/// all of it as one frame, forces it, hands it to the publisher, and begins again.
///
/// There is no timer: what arrives during one force is the next group, and one group is in flight
/// at a time. A group ends where the next request does not fit into the journal file or the frame
/// is large enough.
///
/// Large appends share the journal with the rest: where something had to wait for a group that
/// holds one, all else has the journal for itself three times as long as that group took, before
/// the next large one goes. So they take a quarter of it at most from others, and never less for
/// themselves; when nothing waits for them, they go at once. {@link Waiting} says what may pass a
/// large append and what may not.
///
/// Two facts about a frame make damage tellable. It is padded to whole blocks, so no later write
/// can tear what was acknowledged. And once nothing waits, an empty frame follows the last group:
/// if that is found, the group before it was whole once.
final class Sequencer implements Step {
    /// Beyond this, writing longer at once gains nothing and makes everybody wait.
    private static final int GROUP_BYTES = 4 << 20;

    /// The idle frame follows within 100 ms; half of it leaves room for a late wake-up.
    private static final long IDLE_NANOS = 50_000_000;

    /// How many times longer what is small has the journal than what is large.
    private static final int SMALL_SHARE = 3;

    private final RequestQueue queue;
    private final Waiting waiting;
    private final Journal journal;
    private final JournalFiles files;
    private final FrameBuffer frame;
    private final Shards shards;
    private final Handover handover;
    private final Room room;
    private final Halt halt;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final LongSupplier nextSegment;
    private final Signal keeper;
    private long commandIndex;
    private long largeFromNanos;
    private Group group = new Group();

    /// What the sequencer works with, besides the journal's end.
    record Parts(
            RequestQueue queue,
            Waiting waiting,
            JournalFiles files,
            FrameBuffer frame,
            Shards shards,
            Handover handover,
            Room room,
            Halt halt,
            LongSupplier nextSegment,
            Signal keeper) {}

    /// @param lastCommand index of the newest command
    Sequencer(Parts parts, Journal journal, Surroundings outside, long lastCommand) {
        this.queue = parts.queue;
        this.waiting = parts.waiting;
        this.journal = journal;
        this.files = parts.files;
        this.frame = parts.frame;
        this.shards = parts.shards;
        this.handover = parts.handover;
        this.room = parts.room;
        this.halt = parts.halt;
        this.nextSegment = parts.nextSegment;
        this.keeper = parts.keeper;
        this.clock = outside.clock();
        this.nanos = outside.nanos();
        this.commandIndex = lastCommand;
        this.largeFromNanos = nanos.getAsLong();
    }

    @Override
    public long run() throws IOException {
        queue.drainTo(waiting);
        if (halt.isStopped()) {
            Request.failAll(group.done, halt.exception());
            Request.failAll(waiting.removeAll(), halt.exception());
            group = new Group();
            return Long.MAX_VALUE;
        }
        if (waiting.isEmpty()) {
            return idle();
        }
        long left = largeFromNanos - nanos.getAsLong();
        boolean withHeld = waiting.isHeldNext() && (left <= 0 || queue.isClosed());
        return withHeld || waiting.hasDirect() ? serve(withHeld) : Math.min(left, idle());
    }

    /// Whether nothing waits here.
    boolean isIdle() {
        return waiting.isEmpty();
    }

    /// Writes the next group, or makes room for it.
    private long serve(boolean withHeld) throws IOException {
        long began = nanos.getAsLong();
        gather(withHeld);
        if (group.isEmpty()) {
            return roll(withHeld);
        }
        if (frame.entries() > 0) {
            journal.write(FrameKind.DATA);
        }
        group.lsn = journal.lastLsn();
        Group complete = group;
        group = new Group();
        handover.put(complete);
        if (complete.large) {
            share(began);
        }
        return 0;
    }

    /// A large append had the journal: finds out who waited for it.
    private void share(long beganNanos) {
        queue.drainTo(waiting);
        long ended = nanos.getAsLong();
        long owed = waiting.hasDirect() ? SMALL_SHARE * (ended - beganNanos) : 0;
        largeFromNanos = ended + owed;
    }

    /// Nothing fitted into the current file: goes on to the next.
    private long roll(boolean withHeld) throws IOException {
        Request first = Objects.requireNonNull(waiting.peek(withHeld), "nothing waits");
        boolean data = first instanceof Request.Appends;
        if (files.roll(data)) {
            keeper.raise();
            return 0;
        }
        if (withHeld && waiting.hasDirect()) {
            // What is small may fit, and a command may take the reserve.
            return serve(false);
        }
        if (room.isRefusing() && !data) {
            refuse(first, withHeld);
            return 0;
        }
        // The keeper wakes us when the next file is ready; data is refused meanwhile if the file
        // system is full, else this is back-pressure: the flusher is behind.
        return room.isRefusing() ? 0 : Long.MAX_VALUE;
    }

    private void refuse(Request request, boolean withHeld) {
        LogFullException full =
                new LogFullException("the disk is full, and so is the room kept for commands");
        request.fail(full);
        waiting.remove(withHeld);
    }

    private long idle() throws IOException {
        if (journal.lastKind() != FrameKind.DATA) {
            return Long.MAX_VALUE;
        }
        long left = journal.lastWriteNanos() + IDLE_NANOS - nanos.getAsLong();
        if (left > 0) {
            return left;
        }
        if (journal.current().room() < JournalHeader.BLOCK_BYTES && !files.roll(true)) {
            return IDLE_NANOS;
        }
        frame.clear();
        journal.write(FrameKind.IDLE);
        keeper.raise();
        return Long.MAX_VALUE;
    }

    private void gather(boolean withHeld) {
        frame.clear();
        long now = clock.millis();
        while (frame.length() < GROUP_BYTES) {
            Request request = waiting.peek(withHeld);
            if (request == null || !decide(request, now)) {
                return;
            }
            waiting.remove(withHeld);
            group.done.add(request);
        }
    }

    /// @return false if it does not fit into this frame
    private boolean decide(Request request, long now) {
        return switch (request) {
            case Request.Appends appends -> append(appends, now);
            case Request.Proposal<?> proposal -> command(proposal);
            case Request.Sealing sealing -> seal(sealing, now);
            case Request.Claiming claiming -> claim(claiming);
            case Request.Dropping dropping -> drop(dropping);
            case Request.Barrier _ -> true;
        };
    }

    private boolean fits(int more) {
        return frame.length() + more <= Math.min(journal.current().room(), frame.maxBytes());
    }

    private boolean append(Request.Appends request, long now) {
        boolean large = waiting.isLarge(request);
        for (Append next = request.next(); next != null; next = request.next()) {
            LocalWriter writer = (LocalWriter) next.writer();
            Outcome refusal = refusal(writer);
            Shard.Decided decided = writer.target().decided();
            if (refusal == null && room.isRefusing()) {
                refusal = Outcome.FULL;
            }
            if (refusal != null) {
                request.decide(AppendResult.refused(refusal));
            } else if (decided.nextPosition + next.batch().count() > Shard.MAX_POSITION) {
                request.refuse(
                        new LogFullException(
                                "shard " + writer.shard() + " has used all of its 2^43 positions"));
            } else if (fits(FrameEntry.DATA_BYTES + next.batch().length())) {
                request.decide(store(writer.target(), next, now));
                group.large |= large;
            } else {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Outcome refusal(LocalWriter writer) {
        Shard.Decided decided = writer.target().decided();
        if (writer.target().isDropped() || decided.claim != writer.claim()) {
            return Outcome.FENCED;
        }
        return decided.sealed ? Outcome.SEALED : null;
    }

    private AppendResult store(Shard shard, Append append, long now) {
        Shard.Decided decided = shard.decided();
        long position = decided.nextPosition;
        long time = Math.max(decided.lastTimeMillis, now);
        int count = append.batch().count();
        int inFrame =
                frame.addBatch(
                        shard.ref().stream(), shard.ref().shard(), position, time, append.batch());
        JournalFile file = journal.current();
        TailEntry entry =
                new TailEntry(
                        shard,
                        new TailEntry.Place(
                                file,
                                file.writtenBytes() + inFrame,
                                append.batch().length(),
                                append.batch().crc32c()),
                        new TailEntry.Stamp(position, count, time, journal.runEpoch()));
        entry.cached = append.batch();
        group.stored.add(entry);
        decided.nextPosition = position + count;
        decided.lastTimeMillis = time;
        return AppendResult.stored(count, position, time, journal.runEpoch());
    }

    private boolean command(Request.Proposal<?> proposal) {
        byte[] command = proposal.command();
        if (!fits(FrameEntry.COMMAND_BYTES + command.length)) {
            return false;
        }
        commandIndex++;
        proposal.decide(commandIndex);
        int inFrame = frame.addCommand(commandIndex, command);
        JournalFile file = journal.current();
        group.commands.add(
                new CommandRef(commandIndex, file, file.writtenBytes() + inFrame, command.length));
        return true;
    }

    private boolean seal(Request.Sealing request, long now) {
        Shard shard = request.writer().target();
        Shard.Decided decided = shard.decided();
        if (refusal(request.writer()) == Outcome.FENCED) {
            request.decide(new Seal(Outcome.FENCED, 0, 0), 0);
            return true;
        }
        if (decided.sealed) {
            request.decide(sealOf(decided), 0);
            return true;
        }
        if (!fits(FrameEntry.SEALED_BYTES)) {
            return false;
        }
        decided.sealed = true;
        decided.sealTimeMillis = Math.max(decided.lastTimeMillis, now);
        frame.addSeal(
                shard.ref().stream(),
                shard.ref().shard(),
                decided.nextPosition,
                decided.sealTimeMillis);
        request.decide(sealOf(decided), journal.lastLsn() + 1);
        return true;
    }

    private static Seal sealOf(Shard.Decided decided) {
        return new Seal(Outcome.STORED, decided.nextPosition, decided.sealTimeMillis);
    }

    private boolean claim(Request.Claiming request) {
        Shard shard = shards.knownOr(request.shard(), nextSegment.getAsLong());
        Shard.Decided decided = shard.decided();
        decided.claim++;
        request.decide(
                new Claim(
                        new LocalWriter(shard, decided.claim),
                        decided.nextPosition,
                        decided.lastTimeMillis,
                        decided.sealed));
        return true;
    }

    private boolean drop(Request.Dropping request) {
        if (!fits(FrameEntry.DROPPED_BYTES)) {
            return false;
        }
        shards.hide(request.stream(), request.shard());
        shards.remove(request.stream(), request.shard());
        frame.addDrop(request.stream(), request.shard());
        return true;
    }
}
