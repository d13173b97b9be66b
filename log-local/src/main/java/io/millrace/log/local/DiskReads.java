package io.millrace.log.local;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Where reads that need the storage are done. In a server that is on a few platform threads: a
/// virtual thread would hold its carrier, and an interrupt of the caller would close the file under
/// everyone. Without threads, as in a simulation, it is the caller's.
final class DiskReads {
    private final LongAdder count = new LongAdder();
    private volatile Executor executor = Runnable::run;

    /// A read.
    interface Read<T extends @Nullable Object> {
        T run() throws IOException;
    }

    void executor(Executor newExecutor) {
        executor = newExecutor;
    }

    long count() {
        return count.sum();
    }

    /// Runs a read and waits for it.
    <T extends @Nullable Object> T call(Read<T> read) throws IOException {
        count.increment();
        CompletableFuture<T> result = new CompletableFuture<>();
        executor.execute(() -> {
            try {
                result.complete(read.run());
            } catch (IOException | RuntimeException | Error e) {
                result.completeExceptionally(e);
            }
        });
        try {
            return result.join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case IOException failure -> throw failure;
                case RuntimeException failure -> throw failure;
                case Error failure -> throw failure;
                case null, default -> throw e;
            }
        }
    }
}
