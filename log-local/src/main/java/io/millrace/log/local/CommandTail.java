package io.millrace.log.local;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// Where the commands lie that are in the journal and in no command segment yet, oldest first. The
/// publisher adds, the flusher removes.
final class CommandTail {
    private final ArrayDeque<CommandRef> refs = new ArrayDeque<>();

    synchronized void add(CommandRef ref) {
        refs.addLast(ref);
    }

    /// Commands in journal files up to a number.
    synchronized List<CommandRef> upToFile(long number) {
        List<CommandRef> found = new ArrayList<>();
        for (CommandRef ref : refs) {
            if (ref.file().number() > number) {
                break;
            }
            found.add(ref);
        }
        return found;
    }

    synchronized void removeFirst(int count) {
        for (int i = 0; i < count; i++) {
            refs.removeFirst();
        }
    }

    synchronized int size() {
        return refs.size();
    }
}
