package io.millrace.cli.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// Knows what was acknowledged and checks what is read: every acknowledged record exactly once,
/// none that nobody sent, each whole and under its key, and those of a key in order. Thread-safe.
final class Ledger {
    private static final class Pages {
        private final BitSet acknowledged = new BitSet();
        private final BitSet read = new BitSet();

        /// Checksums of records that were read and not acknowledged: no answer came, or not yet.
        private final Map<Integer, Integer> unmatched = new HashMap<>();

        private final int[] lastOfKey = new int[Keys.PER_WRITER];
    }

    /// What a full read came to.
    ///
    /// @param acknowledged records the service said it stored
    /// @param missing of them, not found
    /// @param duplicates found again
    /// @param damaged found with other bytes or under another key than sent
    /// @param misplaced found behind a later one of their key
    /// @param unacknowledged found although the answer to their request was lost or an error
    /// @param checksumsAgree whether the sum over all acknowledged is the sum over those read
    record Verdict(
            long acknowledged,
            long missing,
            long duplicates,
            long damaged,
            long misplaced,
            long unacknowledged,
            boolean checksumsAgree) {
        /// This and that of another stream.
        Verdict plus(Verdict other) {
            return new Verdict(
                    acknowledged + other.acknowledged,
                    missing + other.missing,
                    duplicates + other.duplicates,
                    damaged + other.damaged,
                    misplaced + other.misplaced,
                    unacknowledged + other.unacknowledged,
                    checksumsAgree && other.checksumsAgree);
        }

        /// Whether the service kept its word. That a record is there although no answer told so
        /// does not break it.
        boolean holds() {
            return missing == 0
                    && duplicates == 0
                    && damaged == 0
                    && misplaced == 0
                    && checksumsAgree;
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Keys keys;
    private final boolean ordered;
    private final List<Pages> writers = new ArrayList<>();
    private long acknowledgedChecksum;
    private long readChecksum;
    private long duplicates;
    private long damaged;
    private long misplaced;

    /// @param ordered whether a writer waits for each answer, so that its keys have an order
    Ledger(Keys keys, int writerCount, boolean ordered) {
        this.keys = keys;
        this.ordered = ordered;
        for (int i = 0; i < writerCount; i++) {
            writers.add(new Pages());
        }
        forgetReading();
    }

    /// Takes note of an answered request for the records `first` and up of a writer.
    ///
    /// @param stored for each record whether the service said it stored it
    /// @param checksums for each record its checksum
    void answered(int writer, int first, boolean[] stored, int[] checksums) {
        lock.lock();
        try {
            Pages pages = writers.get(writer);
            for (int i = 0; i < stored.length; i++) {
                if (stored[i]) {
                    pages.acknowledged.set(first + i);
                    acknowledgedChecksum += checksums[i];
                    Integer alreadyRead = pages.unmatched.remove(first + i);
                    readChecksum += alreadyRead == null ? 0 : alreadyRead;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /// Starts a new full read.
    void forgetReading() {
        lock.lock();
        try {
            for (Pages pages : writers) {
                pages.read.clear();
                pages.unmatched.clear();
                Arrays.fill(pages.lastOfKey, -1);
            }
            readChecksum = 0;
            duplicates = 0;
            damaged = 0;
            misplaced = 0;
        } finally {
            lock.unlock();
        }
    }

    /// Takes note of a record that was read; those of a shard are told in order.
    void read(String key, Payload.Content content) {
        lock.lock();
        try {
            if (!content.intact()
                    || content.writer() >= writers.size()
                    || !keys.key(content.writer(), content.keyIndex()).equals(key)) {
                damaged++;
                return;
            }
            Pages pages = writers.get(content.writer());
            if (pages.read.get(content.number())) {
                duplicates++;
                return;
            }
            pages.read.set(content.number());
            note(pages, content);
        } finally {
            lock.unlock();
        }
    }

    private void note(Pages pages, Payload.Content content) {
        if (pages.acknowledged.get(content.number())) {
            readChecksum += content.checksum();
        } else {
            pages.unmatched.put(content.number(), content.checksum());
        }
        int index = content.keyIndex();
        if (ordered && pages.lastOfKey[index] > content.number()) {
            misplaced++;
        }
        pages.lastOfKey[index] = content.number();
    }

    /// Whether every acknowledged record was read.
    boolean isComplete() {
        return verdict().missing() == 0;
    }

    Verdict verdict() {
        lock.lock();
        try {
            long acknowledged = 0;
            long missing = 0;
            long unacknowledged = 0;
            for (Pages pages : writers) {
                unacknowledged += pages.unmatched.size();
                acknowledged += pages.acknowledged.cardinality();
                BitSet unread = (BitSet) pages.acknowledged.clone();
                unread.andNot(pages.read);
                missing += unread.cardinality();
            }
            return new Verdict(
                    acknowledged,
                    missing,
                    duplicates,
                    damaged,
                    misplaced,
                    unacknowledged,
                    acknowledgedChecksum == readChecksum);
        } finally {
            lock.unlock();
        }
    }
}
