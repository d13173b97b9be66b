package io.millrace.log.local;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// Groups between sequencer and publisher.
final class Handover {
    private final Signal publisher;
    private final ArrayDeque<Group> groups = new ArrayDeque<>();

    Handover(Signal publisher) {
        this.publisher = publisher;
    }

    void put(Group group) {
        boolean first;
        synchronized (this) {
            first = groups.isEmpty();
            groups.addLast(group);
        }
        if (first) {
            publisher.raise();
        }
    }

    synchronized @Nullable Group take() {
        return groups.pollFirst();
    }

    synchronized boolean isEmpty() {
        return groups.isEmpty();
    }
}
