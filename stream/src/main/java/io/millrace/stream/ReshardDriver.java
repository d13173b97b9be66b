package io.millrace.stream;

import io.millrace.log.AppendResult;
import io.millrace.log.Claim;
import io.millrace.log.LogClosedException;
import io.millrace.log.Seal;
import io.millrace.log.ShardLogs;
import io.millrace.log.ShardRef;
import io.millrace.log.Writer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes a stream's reshard on, step by step, from whatever state it finds: it readies the logs of
/// the children, announces the sealing, seals the parents' logs and reports where they end. All it
/// knows is in the catalogue and the logs, so after a crash it goes on where it was.
///
/// It never blocks, and is at one stream once at a time: a call while it is at it makes it look
/// once more at the end.
final class ReshardDriver {
    private static final Logger LOG = LoggerFactory.getLogger(ReshardDriver.class);

    /// Most steps between sealing and commit at once: while there, their hash ranges take no
    /// records.
    private static final int MAX_SEALING = 10;

    private final Catalogue catalogue;
    private final ShardLogs logs;
    private final WriterTable writers;
    private final Proposer proposer;
    private final Changes changes;
    private final InstantSource clock;

    /// Streams it is at, and whether it was called for them since it last looked.
    private final ConcurrentMap<Long, Boolean> driving = new ConcurrentHashMap<>();

    ReshardDriver(EngineParts parts, InstantSource clock) {
        this.catalogue = parts.catalogue();
        this.logs = parts.logs();
        this.writers = parts.writers();
        this.proposer = parts.proposer();
        this.changes = parts.changes();
        this.clock = clock;
    }

    /// Goes on with a stream's reshard, as far as it can at this time.
    void drive(long stream) {
        if (driving.put(stream, true) == null) {
            run(stream);
        }
    }

    /// A loop over stages that completes on whatever thread a stage ends; stages that are complete
    /// at once do not deepen the stack.
    private void run(long stream) {
        driving.replace(stream, false);
        CompletableFuture<Boolean> stage = begin(stream);
        while (stage.isDone() && !stage.isCompletedExceptionally() && stage.join()) {
            stage = begin(stream);
        }
        var _ =
                stage.whenComplete((more, failure) -> {
                    if (failure == null && more) {
                        run(stream);
                    } else {
                        report(stream, failure);
                        rest(stream);
                    }
                });
    }

    /// Leaves the stream, unless somebody called in the meantime.
    private void rest(long stream) {
        if (!driving.remove(stream, false)) {
            run(stream);
        }
    }

    private void report(long stream, @Nullable Throwable failure) {
        if (failure != null && isEnd(failure)) {
            changes.end();
        } else if (failure != null) {
            LOG.warn("resharding of stream {} is held up; it will be tried again", stream, failure);
        }
    }

    private static boolean isEnd(Throwable failure) {
        return failure instanceof LogClosedException
                || failure.getCause() instanceof LogClosedException;
    }

    private CompletableFuture<Boolean> begin(long stream) {
        try {
            return stage(stream);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /// Goes on by one stage.
    ///
    /// @return whether there may be more to do at once
    private CompletableFuture<Boolean> stage(long stream) {
        StreamRow row = catalogue.find(stream);
        Reshard reshard = row == null ? null : row.reshard();
        if (row == null || reshard == null) {
            return CompletableFuture.completedFuture(false);
        }
        if (reshard.has(ReshardStep.Phase.PREPARING)) {
            return prepare(row, reshard);
        }
        if (reshard.has(ReshardStep.Phase.SEALING)) {
            return seal(row, reshard);
        }
        if (clock.millis() < reshard.dueMillis()) {
            return CompletableFuture.completedFuture(false);
        }
        List<Integer> ready =
                reshard.steps().stream()
                        .filter(step -> ReshardRules.canSeal(row, step))
                        .limit(MAX_SEALING)
                        .map(ReshardStep::parent)
                        .toList();
        return proposer.propose(new Command.Sealing(row.number(), reshard.id(), ready))
                .thenApply(ReshardDriver::isProgress);
    }

    private static boolean isProgress(Outcome outcome) {
        return outcome instanceof Outcome.Applied;
    }

    private CompletableFuture<Boolean> prepare(StreamRow row, Reshard reshard) {
        List<CompletableFuture<Claim>> claims = new ArrayList<>();
        for (ReshardStep step : reshard.steps()) {
            for (int i = 0; i < step.children(); i++) {
                claims.add(writers.claim(new ShardRef(row.number(), step.firstChild() + i)));
            }
        }
        return CompletableFuture.allOf(claims.toArray(CompletableFuture<?>[]::new))
                .handle((_, failure) -> decide(row, reshard, failure))
                .thenCompose(proposer::propose)
                .thenApply(ReshardDriver::isProgress);
    }

    private Command decide(StreamRow row, Reshard reshard, @Nullable Throwable failure) {
        if (failure == null) {
            return new Command.Prepared(row.number(), reshard.id());
        }
        report(row.number(), failure);
        return new Command.Abort(row.number(), reshard.id());
    }

    private CompletableFuture<Boolean> seal(StreamRow row, Reshard reshard) {
        List<CompletableFuture<Seal>> seals = new ArrayList<>();
        List<ShardRef> parents = new ArrayList<>();
        for (ReshardStep step : reshard.steps()) {
            if (step.phase() == ReshardStep.Phase.SEALING) {
                for (int parent : step.unsealed()) {
                    ShardRef log = new ShardRef(row.number(), parent);
                    parents.add(log);
                    seals.add(seal(log));
                }
            }
        }
        return CompletableFuture.allOf(seals.toArray(CompletableFuture<?>[]::new))
                .thenCompose(_ -> report(row, reshard, parents, seals));
    }

    private CompletableFuture<Seal> seal(ShardRef log) {
        CompletableFuture<Claim> claim = writers.claim(log);
        return claim.thenCompose(held -> seal(log, claim, held.writer()));
    }

    private CompletableFuture<Seal> seal(
            ShardRef log, CompletableFuture<Claim> claim, Writer writer) {
        return logs.seal(writer)
                .thenApply(seal -> {
                    if (seal.outcome() != AppendResult.Outcome.STORED) {
                        // Fenced, or nobody knows: only a new claim can tell.
                        writers.forget(log, claim);
                    }
                    return seal;
                });
    }

    private CompletableFuture<Boolean> report(
            StreamRow row,
            Reshard reshard,
            List<ShardRef> parents,
            List<CompletableFuture<Seal>> seals) {
        List<ReshardStep.LogEnd> ends = new ArrayList<>();
        for (int i = 0; i < parents.size(); i++) {
            Seal seal = seals.get(i).join();
            if (seal.outcome() == AppendResult.Outcome.STORED) {
                ends.add(
                        new ReshardStep.LogEnd(
                                parents.get(i).shard(), seal.endPosition(), seal.timeMillis()));
            }
        }
        if (ends.isEmpty()) {
            return CompletableFuture.completedFuture(false);
        }
        return proposer.propose(
                        new Command.Sealed(row.number(), reshard.id(), ends, clock.millis()))
                .thenApply(outcome -> {
                    parents.forEach(writers::forget);
                    return isProgress(outcome);
                });
    }
}
