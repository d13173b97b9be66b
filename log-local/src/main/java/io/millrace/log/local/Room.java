package io.millrace.log.local;

import java.util.EnumSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether there is room for data, and why not.
final class Room {
    private static final Logger LOG = LoggerFactory.getLogger(Room.class);

    /// What may be short.
    enum Lack {
        /// The file system has less left than the configuration asks for.
        FREE_SPACE("free space is below the limit"),
        /// The next journal file could not be made.
        JOURNAL("there is no room for the next journal file"),
        /// A segment or a checkpoint could not be written.
        SEGMENTS("there is no room for segments");

        private final String text;

        Lack(String text) {
            this.text = text;
        }
    }

    private final Signal sequencer;
    private final Set<Lack> lacks = EnumSet.noneOf(Lack.class);
    private volatile boolean refusing;

    Room(Signal sequencer) {
        this.sequencer = sequencer;
    }

    /// Whether data is refused.
    boolean isRefusing() {
        return refusing;
    }

    /// Takes note that something is short, or no longer.
    void lacks(Lack lack, boolean now) {
        boolean before;
        boolean after;
        synchronized (this) {
            before = refusing;
            boolean changed = now ? lacks.add(lack) : lacks.remove(lack);
            if (!changed) {
                return;
            }
            after = !lacks.isEmpty();
            refusing = after;
        }
        if (before != after) {
            LOG.warn(after ? "data is refused: {}" : "data is accepted again ({})", lack.text);
        }
        sequencer.raise();
    }
}
