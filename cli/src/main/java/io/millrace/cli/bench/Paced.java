package io.millrace.cli.bench;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A conversation whose requests are called for by a {@link Pacer}.
interface Paced extends Conversation {
    /// Completed when the pacer has ended and the last answer is there.
    CompletableFuture<@Nullable Void> done();
}
