package io.millrace.stream;

import io.millrace.log.Append;
import io.millrace.log.AppendResult;
import io.millrace.log.LogException;
import io.millrace.log.ShardRef;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// One put under way: routes its records to open shards, appends one batch per shard in one call to
/// the log, and tries again with those that met a shard that was just sealed, once its children are
/// open. Order within a shard is kept, since a batch is stored from its front and the rest moves on
/// together.
///
/// One thread at a time works on it; futures hand it over.
final class PutCall {
    /// How long a put waits for the commit of a reshard it ran into.
    private static final long MAX_WAIT_NANOS = 2_000_000_000;

    /// A claim is lost only to another claim on the same shard, which is rare.
    private static final int MAX_FENCINGS = 5;

    private final PutPorts ports;
    private final long stream;
    private final PutRecordSet records;
    private final PutCount tally;
    private final @Nullable PutResult[] results;
    private final CompletableFuture<List<PutResult>> done = new CompletableFuture<>();
    private long deadlineNanos;
    private boolean waiting;
    private int fencings;

    PutCall(PutPorts ports, long stream, PutRecordSet records, PutCount tally) {
        this.ports = ports;
        this.stream = stream;
        this.records = records;
        this.tally = tally;
        this.results = new PutResult[records.size()];
    }

    /// Starts it; a result that is set beforehand keeps a record out.
    CompletableFuture<List<PutResult>> start(StreamRow row) {
        int[] admitted = new int[records.size()];
        int count = 0;
        long now = ports.nanoTime().getAsLong();
        OpenShards open = row.shards().open();
        for (int i = 0; i < records.size(); i++) {
            ShardRow shard = records.route(open, i);
            ShardMeter meter = ports.meters().of(new ShardRef(stream, shard.number()));
            meter.offered(records.high(i), records.size(i));
            Admission admission = meter.admit(records.size(i), now);
            if (admission != Admission.WITHIN) {
                tally.beyond(shard, admission == Admission.REFUSED);
            }
            if (admission == Admission.REFUSED) {
                Outcome.Refused refused = Refusals.shardRate(row.key(), shard.id());
                results[i] = new PutResult.Failed(refused.error(), refused.message());
            } else {
                admitted[count++] = i;
            }
        }
        attempt(Arrays.copyOf(admitted, count));
        return done;
    }

    private void attempt(int[] pending) {
        StreamRow row = ports.catalogue().find(stream);
        if (row == null || pending.length == 0) {
            fail(pending);
            finish();
            return;
        }
        List<PutGroup> groups = group(row.shards().open(), pending);
        CompletableFuture<?>[] claims =
                groups.stream().map(PutGroup::claim).toArray(CompletableFuture<?>[]::new);
        var _ =
                CompletableFuture.allOf(claims)
                        .handle((_, _) -> groups)
                        .thenCompose(this::append)
                        .whenComplete((_, failure) -> abandon(failure));
    }

    /// What was not foreseen must not leave a client waiting.
    private void abandon(@Nullable Throwable failure) {
        if (failure != null) {
            done.completeExceptionally(Faults.of(failure));
        }
    }

    private List<PutGroup> group(OpenShards open, int[] pending) {
        Map<Integer, PutGroup> groups = new LinkedHashMap<>();
        for (int record : pending) {
            ShardRow shard = records.route(open, record);
            PutGroup group = groups.get(shard.number());
            if (group == null) {
                ShardRef log = new ShardRef(stream, shard.number());
                group = new PutGroup(shard, log, ports.writers().claim(log));
                groups.put(shard.number(), group);
            }
            group.add(record, records.size(record));
        }
        return List.copyOf(groups.values());
    }

    /// Appends what goes to shards that could be claimed.
    ///
    /// @return complete once the outcome has been dealt with
    private CompletableFuture<Boolean> append(List<PutGroup> groups) {
        List<PutGroup> claimed = new ArrayList<>();
        for (PutGroup group : groups) {
            if (group.claim().isCompletedExceptionally()) {
                fail(group.all());
            } else {
                claimed.add(group);
            }
        }
        if (claimed.isEmpty()) {
            finish();
            return CompletableFuture.completedFuture(true);
        }
        CompletableFuture<List<AppendResult>> appended;
        try {
            List<Append> appends = claimed.stream().map(group -> group.encode(records)).toList();
            appended = ports.logs().append(appends);
        } catch (LogException e) {
            appended = CompletableFuture.failedFuture(e);
        }
        return appended.handle((outcomes, failure) -> {
            if (failure == null) {
                settle(claimed, outcomes);
            } else {
                claimed.forEach(group -> fail(group.all()));
                finish();
            }
            return true;
        });
    }

    private void settle(List<PutGroup> groups, List<AppendResult> outcomes) {
        List<Integer> again = new ArrayList<>();
        List<Integer> sealed = new ArrayList<>();
        int at = 0;
        for (PutGroup group : groups) {
            AppendResult result = outcomes.get(at++);
            keep(group, result);
            switch (result.outcome()) {
                case STORED -> {}
                case SEALED -> {
                    sealed.add(group.shard().number());
                    addRest(group, result, again);
                }
                case FENCED -> {
                    ports.writers().forget(group.log(), group.claim());
                    addRest(group, result, again);
                    fencings++;
                }
                case UNKNOWN -> {
                    ports.writers().forget(group.log(), group.claim());
                    fail(rest(group, result));
                }
                case FULL -> fail(rest(group, result));
            }
        }
        // Records of several shards may meet in one child: back to the order of the call.
        int[] pending = again.stream().sorted().mapToInt(Integer::intValue).toArray();
        if (pending.length == 0) {
            finish();
        } else if (fencings > MAX_FENCINGS) {
            fail(pending);
            finish();
        } else {
            whenMoved(sealed, pending);
        }
    }

    private void keep(PutGroup group, AppendResult result) {
        if (result.stored() == 0) {
            return;
        }
        String shardId = group.shard().id();
        long bytes = 0;
        for (int i = 0; i < result.stored(); i++) {
            int record = group.record(i);
            results[record] = group.stored(i, shardId, result, records.isEncrypted());
            bytes += records.size(record);
        }
        ports.meters().of(group.log()).stored(result.stored(), bytes);
    }

    private static int[] rest(PutGroup group, AppendResult result) {
        int[] rest = new int[group.count() - result.stored()];
        for (int i = 0; i < rest.length; i++) {
            rest[i] = group.record(result.stored() + i);
        }
        return rest;
    }

    private static void addRest(PutGroup group, AppendResult result, List<Integer> again) {
        for (int record : rest(group, result)) {
            again.add(record);
        }
    }

    /// Tries again once none of the sealed shards counts as open any more.
    private void whenMoved(List<Integer> sealed, int[] pending) {
        if (!waiting) {
            waiting = true;
            deadlineNanos = ports.nanoTime().getAsLong() + MAX_WAIT_NANOS;
        }
        CompletableFuture<Boolean> change = ports.changes().next(stream, deadlineNanos);
        StreamRow row = ports.catalogue().find(stream);
        if (row == null || sealed.stream().noneMatch(number -> isOpen(row, number))) {
            change.cancel(false);
            attempt(pending);
            return;
        }
        var _ =
                change.thenAccept(
                                inTime -> {
                                    if (inTime) {
                                        whenMoved(sealed, pending);
                                    } else {
                                        fail(pending);
                                        finish();
                                    }
                                })
                        .whenComplete((_, failure) -> abandon(failure));
    }

    private static boolean isOpen(StreamRow row, int number) {
        ShardRow shard = row.shards().find(number);
        return shard != null && shard.isOpen();
    }

    private void fail(int[] failed) {
        StreamRow row = failed.length == 0 ? null : ports.catalogue().find(stream);
        for (int record : failed) {
            results[record] = Faults.record();
            if (row != null) {
                ShardRow shard = records.route(row.shards().open(), record);
                ports.meters().of(new ShardRef(stream, shard.number())).failed(1);
            }
        }
    }

    private void finish() {
        List<PutResult> all = Arrays.stream(results).map(Objects::requireNonNull).toList();
        tally.end(records, all, ports.nanoTime().getAsLong());
        done.complete(all);
    }
}
