package io.millrace.stream;

import java.util.ArrayList;
import java.util.List;

/// Instants of recent changes of a stream, for the limits by day. Immutable.
///
/// @param countUpdates UpdateShardCount
/// @param modeUpdates UpdateStreamMode
/// @param encryptionUpdates StartStreamEncryption and StopStreamEncryption
record History(List<Long> countUpdates, List<Long> modeUpdates, List<Long> encryptionUpdates) {
    static final History NONE = new History(List.of(), List.of(), List.of());

    private static final long DAY_MILLIS = 86_400_000;

    /// What is kept at most: no limit that is enforced is higher.
    private static final int MAX_KEPT = 100;

    History {
        countUpdates = List.copyOf(countUpdates);
        modeUpdates = List.copyOf(modeUpdates);
        encryptionUpdates = List.copyOf(encryptionUpdates);
    }

    /// How many lie within the last 24 hours.
    static int recent(List<Long> instants, long nowMillis) {
        return lately(instants, nowMillis).size();
    }

    private static List<Long> lately(List<Long> instants, long nowMillis) {
        return instants.stream().filter(at -> at > nowMillis - DAY_MILLIS).toList();
    }

    private static List<Long> and(List<Long> instants, long nowMillis) {
        List<Long> all = new ArrayList<>(lately(instants, nowMillis));
        all.add(nowMillis);
        return all.size() > MAX_KEPT ? all.subList(all.size() - MAX_KEPT, all.size()) : all;
    }

    History countUpdated(long nowMillis) {
        return new History(and(countUpdates, nowMillis), modeUpdates, encryptionUpdates);
    }

    History modeUpdated(long nowMillis) {
        return new History(countUpdates, and(modeUpdates, nowMillis), encryptionUpdates);
    }

    History encryptionUpdated(long nowMillis) {
        return new History(countUpdates, modeUpdates, and(encryptionUpdates, nowMillis));
    }
}
