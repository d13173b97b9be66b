package io.millrace.server.http;

import org.jspecify.annotations.Nullable;

/// A thread of the server's own pools: an answer completed on it may be written by it.
final class Worker extends Thread {
    Worker(@Nullable Runnable task, String name) {
        super(task, name);
    }
}
