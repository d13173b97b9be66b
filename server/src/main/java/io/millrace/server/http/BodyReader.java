package io.millrace.server.http;

import static io.millrace.server.http.HttpLimits.MAX_BODY_BYTES;

import java.util.Arrays;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;

/// Reads one request's body whole, without blocking: within the budget, the size limit and the
/// least rate.
///
/// Runs again whenever content arrives or the budget has room; never twice at once. A heavy body is
/// read in its turns only. The listener is told the end exactly once, on whatever thread ran last.
final class BodyReader implements BodyPool.Taker, Invocable.Task {
    /// What becomes of the body.
    interface Listener {
        /// The body is complete.
        void bodyRead(byte[] body);

        /// There is no body to handle: answer with this status and close.
        void bodyRefused(int status);

        /// The connection or stream is gone; there is nobody to answer.
        void bodyLost(Throwable cause);
    }

    private static final int REQUEST_TIMEOUT = 408;
    private static final int CONTENT_TOO_LARGE = 413;
    private static final byte[] EMPTY = {};

    private final Content.Source source;
    private final long declaredBytes;
    private final BodyBudget budget;
    private final Turns turns;
    private final LongSupplier nanos;
    private final Listener listener;
    private byte[] bytes = EMPTY;
    private int length;
    private int takenSmall;
    private int takenLarge;
    private int wanted;
    private long discarded;
    private Content.@Nullable Chunk held;
    private long readingNanos;
    private long demandedAt;
    private boolean demanding;

    /// @param declaredBytes the Content-Length, -1 without one
    BodyReader(
            Content.Source source,
            long declaredBytes,
            BodyBudget budget,
            Turns turns,
            LongSupplier nanos,
            Listener listener) {
        this.source = source;
        this.declaredBytes = declaredBytes;
        this.budget = budget;
        this.turns = turns;
        this.nanos = nanos;
        this.listener = listener;
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    @Override
    public int wantedBytes() {
        return wanted;
    }

    /// Whether reading it, and whatever is done with it then, is heavy work.
    boolean isHeavy() {
        return Math.max(declaredBytes, length) > HttpLimits.HEAVY_BODY_BYTES;
    }

    @Override
    public void run() {
        if (demanding) {
            // Before it waits for its turn: that is not the client's fault.
            demanding = false;
            readingNanos += nanos.getAsLong() - demandedAt;
        }
        if (declaredBytes > HttpLimits.MAX_DISCARDED_BYTES) {
            listener.bodyRefused(CONTENT_TOO_LARGE);
        } else if (isHeavy()) {
            turns.execute(this::read);
        } else {
            read();
        }
    }

    private void read() {
        grow();
        Content.Chunk chunk = next();
        while (chunk != null && step(chunk)) {
            chunk = next();
        }
    }

    /// Returns the body's bytes to the budget, when nobody will read them any more.
    void release() {
        bytes = EMPTY;
        if (takenSmall > 0) {
            budget.poolFor(0).giveBack(this, takenSmall);
            takenSmall = 0;
        }
        if (takenLarge > 0) {
            budget.poolFor(MAX_BODY_BYTES).giveBack(this, takenLarge);
            takenLarge = 0;
        }
    }

    private Content.@Nullable Chunk next() {
        Content.Chunk chunk = held != null ? held : source.read();
        held = null;
        if (chunk == null) {
            demanding = true;
            demandedAt = nanos.getAsLong();
            source.demand(this);
        }
        return chunk;
    }

    /// Takes one chunk in.
    ///
    /// @return whether to go on at once
    private boolean step(Content.Chunk chunk) {
        if (Content.Chunk.isFailure(chunk)) {
            fail(chunk);
            return false;
        }
        int more = chunk.remaining();
        if (discarded > 0 || oversize(more)) {
            return discard(chunk, more);
        }
        if (bytes.length < length + more && !reserve(chunk, more)) {
            return false;
        }
        chunk.get(bytes, length, more);
        length += more;
        boolean last = chunk.isLast();
        chunk.release();
        if (last) {
            listener.bodyRead(length == bytes.length ? bytes : Arrays.copyOf(bytes, length));
            return false;
        }
        return fastEnough();
    }

    private boolean oversize(int more) {
        return declaredBytes > MAX_BODY_BYTES || (long) length + more > MAX_BODY_BYTES;
    }

    private boolean discard(Content.Chunk chunk, int more) {
        discarded += length + more;
        length = 0;
        release();
        boolean last = chunk.isLast();
        chunk.release();
        if (last || discarded > HttpLimits.MAX_DISCARDED_BYTES) {
            listener.bodyRefused(CONTENT_TOO_LARGE);
            return false;
        }
        return fastEnough();
    }

    /// Makes room for a chunk, now or once the budget has it; then the chunk is held meanwhile.
    private boolean reserve(Content.Chunk chunk, int more) {
        int needed = length + more;
        long ceiling =
                declaredBytes >= 0 ? declaredBytes : chunk.isLast() ? needed : MAX_BODY_BYTES;
        long generous =
                Math.max(HttpLimits.FIRST_RESERVATION_BYTES, (long) HttpLimits.GROWTH * needed);
        int capacity = (int) Math.max(needed, Math.min(ceiling, generous));
        wanted = capacity - takenSmall - takenLarge;
        // Before the pool has it: another thread may go on at once.
        held = chunk;
        if (!budget.poolFor(capacity).take(this)) {
            return false;
        }
        held = null;
        grow();
        return true;
    }

    /// Uses what was taken.
    private void grow() {
        if (wanted == 0) {
            return;
        }
        int capacity = takenSmall + takenLarge + wanted;
        if (capacity <= HttpLimits.SMALL_BODY_BYTES) {
            takenSmall += wanted;
        } else {
            takenLarge += wanted;
        }
        wanted = 0;
        bytes = length == 0 ? new byte[capacity] : Arrays.copyOf(bytes, capacity);
    }

    private boolean fastEnough() {
        long judged = readingNanos - HttpLimits.RATE_GRACE.toNanos();
        if (judged <= 0) {
            return true;
        }
        double leastBytes = judged * 1e-9 * HttpLimits.MIN_BODY_BYTES_PER_SECOND;
        if (length + discarded >= leastBytes) {
            return true;
        }
        listener.bodyRefused(REQUEST_TIMEOUT);
        return false;
    }

    private void fail(Content.Chunk chunk) {
        Throwable cause = chunk.getFailure();
        if (cause instanceof TimeoutException && !chunk.isLast()) {
            listener.bodyRefused(REQUEST_TIMEOUT);
        } else {
            listener.bodyLost(cause);
        }
    }
}
