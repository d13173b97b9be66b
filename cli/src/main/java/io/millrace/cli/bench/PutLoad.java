package io.millrace.cli.bench;

import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// One connection that puts random records, request after request, until told to stop.
final class PutLoad implements Conversation {
    private static final int OK = 200;
    private static final long PAUSE_AFTER_REFUSAL_MILLIS = 10;

    /// What all connections of a run share.
    ///
    /// @param batch records a request; one is sent with PutRecord
    record Plan(
            WireFormat format,
            String stream,
            int recordBytes,
            int batch,
            Keys keys,
            Ledger ledger,
            Meter meter) {}

    private final Plan plan;
    private final int writer;
    private final PutResults results;
    private final SplittableRandom random;
    private final Payload payload;
    private final Requests requests;
    private final byte[] data;
    private final boolean[] stored;
    private final int[] checksums;
    private final CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
    private int first;
    private Call call;
    private volatile boolean stopping;

    PutLoad(Plan plan, int writer, PutResults results, SplittableRandom random) {
        this.plan = plan;
        this.writer = writer;
        this.results = results;
        this.random = random;
        this.payload = new Payload(new Letters(random.split()));
        this.requests = new Requests(plan.format(), plan.stream());
        this.data = new byte[plan.recordBytes()];
        this.stored = new boolean[plan.batch()];
        this.checksums = new int[plan.batch()];
        this.call = new Call("", new Body());
    }

    /// Tells it to send no more.
    ///
    /// @return completed when the last answer is there
    CompletableFuture<@Nullable Void> stop() {
        stopping = true;
        return done;
    }

    @Override
    public @Nullable Call next() {
        if (stopping) {
            done.complete(null);
            return null;
        }
        call = requests.put(data, plan.batch(), this::fill);
        return call;
    }

    private String fill(byte[] record, int index) {
        int keyIndex = random.nextInt(Keys.PER_WRITER);
        checksums[index] = payload.fill(record, writer, first + index, keyIndex);
        return plan.keys().key(writer, keyIndex);
    }

    @Override
    public long answered(int status, Body body, long elapsedNanos) {
        Arrays.fill(stored, false);
        if (status == OK) {
            try {
                int _ = results.read(call.body(), body, stored);
            } catch (IOException e) {
                Arrays.fill(stored, false);
            }
        }
        int count = settle();
        if (count > 0) {
            plan.meter().count(count, (long) count * plan.recordBytes(), elapsedNanos);
        }
        return count == 0 ? PAUSE_AFTER_REFUSAL_MILLIS : 0;
    }

    @Override
    public void failed(Throwable cause) {
        Arrays.fill(stored, false);
        int _ = settle();
    }

    private int settle() {
        plan.ledger().answered(writer, first, stored, checksums);
        first += stored.length;
        int count = 0;
        for (boolean isStored : stored) {
            count += isStored ? 1 : 0;
        }
        if (count < stored.length) {
            plan.meter().countErrors(stored.length - count);
        }
        return count;
    }
}
