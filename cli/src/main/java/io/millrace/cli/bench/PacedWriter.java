package io.millrace.cli.bench;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// One connection that puts records, a batch whenever the {@link Pacer} calls for one.
final class PacedWriter implements Paced {
    private static final int OK = 200;

    private final Pacer pacer;
    private final PutLoad.Plan plan;
    private final Payload payload;
    private final Requests requests;
    private final PutResults results;
    private final Replies replies;
    private final byte[] data;
    private final boolean[] stored;
    private final int[] checksums;
    private final CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
    private Call call = new Call("", new Body());
    private int number;

    PacedWriter(Pacer pacer, PutLoad.Plan plan, Letters letters) {
        this.pacer = pacer;
        this.plan = plan;
        this.payload = new Payload(letters);
        this.requests = new Requests(plan.format(), plan.stream());
        this.results = PutResults.ofStream(plan.format());
        this.replies = new Replies(plan.format());
        this.data = new byte[plan.recordBytes()];
        this.stored = new boolean[plan.batch()];
        this.checksums = new int[plan.batch()];
    }

    @Override
    public CompletableFuture<@Nullable Void> done() {
        return done;
    }

    @Override
    public @Nullable Call next() {
        number = pacer.take();
        if (number == Pacer.NOT_YET) {
            return null;
        }
        if (number == Pacer.ENDED) {
            done.complete(null);
            return null;
        }
        call = requests.put(data, plan.batch(), this::fill);
        return call;
    }

    private String fill(byte[] record, int index) {
        int its = number * plan.batch() + index;
        int keyIndex = its % Keys.PER_WRITER;
        checksums[index] = payload.fill(record, 0, its, keyIndex);
        return plan.keys().key(0, keyIndex);
    }

    @Override
    public long answered(int status, Body body, long elapsedNanos) {
        Arrays.fill(stored, false);
        int throttled = 0;
        try {
            if (status == OK) {
                throttled = results.read(call.body(), body, stored);
            } else if (replies.isThrottling(status, body)) {
                throttled = stored.length;
            }
        } catch (IOException e) {
            Arrays.fill(stored, false);
        }
        int count = settle(throttled);
        if (count > 0) {
            plan.meter().count(count, (long) count * data.length, elapsedNanos);
        }
        return 0;
    }

    @Override
    public void failed(Throwable cause) {
        if (number >= 0) {
            Arrays.fill(stored, false);
            int _ = settle(0);
        }
    }

    private int settle(int throttled) {
        plan.ledger().answered(0, number * plan.batch(), stored, checksums);
        int count = 0;
        for (boolean isStored : stored) {
            count += isStored ? 1 : 0;
        }
        plan.meter().countThrottled(throttled);
        plan.meter().countErrors(stored.length - count - throttled);
        return count;
    }
}
