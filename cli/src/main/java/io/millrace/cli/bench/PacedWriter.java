package io.millrace.cli.bench;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// One connection that puts the records the {@link Pacer} calls for, one a request.
final class PacedWriter implements Paced {
    private static final int OK = 200;

    private final Pacer pacer;
    private final PutLoad.Plan plan;
    private final Payload payload;
    private final Requests requests;
    private final PutResults results;
    private final Replies replies;
    private final byte[] data;
    private final boolean[] stored = new boolean[1];
    private final int[] checksum = new int[1];
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
        call = new Call("PutRecord", requests.putRecord(data, this::fill));
        return call;
    }

    private String fill(byte[] record, int index) {
        int keyIndex = number % Keys.PER_WRITER;
        checksum[index] = payload.fill(record, 0, number, keyIndex);
        return plan.keys().key(0, keyIndex);
    }

    @Override
    public long answered(int status, Body body, long elapsedNanos) {
        stored[0] = false;
        boolean throttled = false;
        try {
            throttled = replies.isThrottling(status, body);
            if (status == OK) {
                results.read(call.body(), body, stored);
            }
        } catch (IOException e) {
            stored[0] = false;
        }
        if (stored[0]) {
            plan.meter().count(1, data.length, elapsedNanos);
        }
        settle(throttled);
        return 0;
    }

    @Override
    public void failed(Throwable cause) {
        if (number >= 0) {
            stored[0] = false;
            settle(false);
        }
    }

    private void settle(boolean throttled) {
        plan.ledger().answered(0, number, stored, checksum);
        if (throttled) {
            plan.meter().countThrottled();
        } else if (!stored[0]) {
            plan.meter().countErrors(1);
        }
    }
}
