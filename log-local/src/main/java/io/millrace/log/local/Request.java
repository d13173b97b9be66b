package io.millrace.log.local;

import io.millrace.log.Append;
import io.millrace.log.AppendResult;
import io.millrace.log.Claim;
import io.millrace.log.LogException;
import io.millrace.log.Seal;
import io.millrace.log.ShardRef;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Something asked of the log, on its way through the sequencer, which decides and notes the
/// outcome here, to the publisher, which answers. Handed from thread to thread, never shared.
sealed interface Request {
    /// Answers that the log ended.
    void fail(LogException end);

    /// Answers as the sequencer decided; the publisher calls it once everything is durable.
    ///
    /// @param woken takes futures to complete behind it
    void publish(List<CompletableFuture<Void>> woken);

    /// Batches of one call.
    final class Appends implements Request {
        private final List<Append> appends;
        private final long bytes;
        private final AppendResult[] results;
        private final CompletableFuture<List<AppendResult>> future = new CompletableFuture<>();
        private int decided;
        private @Nullable LogException refusal;

        /// @param bytes of all batches together
        Appends(List<Append> appends, long bytes) {
            this.appends = appends;
            this.bytes = bytes;
            this.results = new AppendResult[appends.size()];
        }

        CompletableFuture<List<AppendResult>> future() {
            return future;
        }

        List<Append> all() {
            return appends;
        }

        long bytes() {
            return bytes;
        }

        /// The next batch whose fate is open; null if there is none.
        @Nullable Append next() {
            return decided == appends.size() ? null : appends.get(decided);
        }

        void decide(AppendResult result) {
            results[decided++] = result;
        }

        /// The whole call fails, whatever becomes of its batches.
        void refuse(LogException why) {
            refusal = why;
            decided = appends.size();
        }

        @Override
        public void fail(LogException end) {
            future.completeExceptionally(end);
        }

        @Override
        public void publish(List<CompletableFuture<Void>> woken) {
            if (refusal == null) {
                future.complete(Arrays.asList(results));
            } else {
                future.completeExceptionally(refusal);
            }
        }
    }

    /// A command; the answer is the state machine's.
    final class Proposal<R> implements Request {
        private final byte[] command;
        private final CommandFold<R> fold;
        private final CompletableFuture<R> future = new CompletableFuture<>();
        private long index;
        private @Nullable LogException refusal;

        Proposal(byte[] command, CommandFold<R> fold) {
            this.command = command;
            this.fold = fold;
        }

        CompletableFuture<R> future() {
            return future;
        }

        byte[] command() {
            return command;
        }

        void decide(long decidedIndex) {
            index = decidedIndex;
        }

        void refuse(LogException why) {
            refusal = why;
        }

        @Override
        public void fail(LogException end) {
            future.completeExceptionally(end);
        }

        @Override
        public void publish(List<CompletableFuture<Void>> woken) {
            if (refusal == null) {
                future.complete(fold.apply(index, ByteBuffer.wrap(command)));
            } else {
                future.completeExceptionally(refusal);
            }
        }
    }

    /// Waits for all commands before it.
    record Barrier(CompletableFuture<Void> future) implements Request {
        @Override
        public void fail(LogException end) {
            future.completeExceptionally(end);
        }

        @Override
        public void publish(List<CompletableFuture<Void>> woken) {
            woken.add(future);
        }
    }

    /// Takes a shard over.
    final class Claiming implements Request {
        private final ShardRef shard;
        private final CompletableFuture<Claim> future = new CompletableFuture<>();
        private @Nullable Claim decided;

        Claiming(ShardRef shard) {
            this.shard = shard;
        }

        CompletableFuture<Claim> future() {
            return future;
        }

        ShardRef shard() {
            return shard;
        }

        void decide(Claim claim) {
            decided = claim;
        }

        @Override
        public void fail(LogException end) {
            future.completeExceptionally(end);
        }

        @Override
        public void publish(List<CompletableFuture<Void>> woken) {
            future.complete(decided);
        }
    }

    /// Ends a shard.
    final class Sealing implements Request {
        private final LocalWriter writer;
        private final CompletableFuture<Seal> future = new CompletableFuture<>();
        private @Nullable Seal decided;
        private long lsn;

        Sealing(LocalWriter writer) {
            this.writer = writer;
        }

        CompletableFuture<Seal> future() {
            return future;
        }

        LocalWriter writer() {
            return writer;
        }

        /// @param sealLsn number of the frame that holds the seal; 0 if this call wrote none
        void decide(Seal seal, long sealLsn) {
            decided = seal;
            lsn = sealLsn;
        }

        @Override
        public void fail(LogException end) {
            future.completeExceptionally(end);
        }

        @Override
        public void publish(List<CompletableFuture<Void>> woken) {
            if (lsn != 0 && decided != null) {
                writer.target().sealLsn(lsn);
                writer.target().tail().seal(decided.timeMillis(), woken);
            }
            future.complete(decided);
        }
    }

    /// Forgets a shard, or with shard -1 all of a stream; answered by nothing.
    record Dropping(long stream, int shard) implements Request {
        boolean isWholeStream() {
            return shard < 0;
        }

        /// The one shard.
        ShardRef ref() {
            return new ShardRef(stream, shard);
        }

        @Override
        public void fail(LogException end) {}

        @Override
        public void publish(List<CompletableFuture<Void>> woken) {}
    }

    /// Fails all.
    static void failAll(Iterable<? extends Request> requests, LogException end) {
        List<Request> all = new ArrayList<>();
        requests.forEach(all::add);
        all.forEach(request -> request.fail(end));
    }
}
