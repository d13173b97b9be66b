package io.millrace.log.local;

import io.millrace.log.CommandLog;
import java.util.concurrent.CompletableFuture;

/// The command log's face: puts commands into the sequencer's queue.
final class LocalCommandLog<R> implements CommandLog<R> {
    /// The contract's limit.
    private static final int MAX_COMMAND_BYTES = 4 << 20;

    private final CommandFold<R> fold;
    private final RequestQueue queue;
    private final Halt halt;
    private final int maxBytes;

    /// @param maxEntryBytes what fits into one frame
    LocalCommandLog(CommandFold<R> fold, RequestQueue queue, Halt halt, int maxEntryBytes) {
        this.fold = fold;
        this.queue = queue;
        this.halt = halt;
        this.maxBytes = Math.min(MAX_COMMAND_BYTES, maxEntryBytes);
    }

    @Override
    public CompletableFuture<R> propose(byte[] command) {
        if (command.length > maxBytes) {
            throw new IllegalArgumentException(
                    "a command of " + command.length + " bytes exceeds " + maxBytes);
        }
        Request.Proposal<R> proposal = new Request.Proposal<>(command, fold);
        submit(proposal);
        return proposal.future();
    }

    @Override
    public CompletableFuture<Void> barrier() {
        Request.Barrier barrier = new Request.Barrier(new CompletableFuture<>());
        submit(barrier);
        return barrier.future();
    }

    private void submit(Request request) {
        if (halt.isStopped() || !queue.offer(request)) {
            request.fail(halt.exception());
        }
    }
}
