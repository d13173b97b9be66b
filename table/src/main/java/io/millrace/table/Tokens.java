package io.millrace.table;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which transactions were carried out in the last ten minutes, by the tokens their clients gave
/// them. Used by whoever applies commands.
final class Tokens {
    /// DynamoDB's time.
    static final long LIFE_MILLIS = 600_000;

    private static final int OVERHEAD_BYTES = 200;

    /// A transaction.
    ///
    /// @param scope account and region
    /// @param request hash of what it was to do
    /// @param atMillis when it was proposed
    record Entry(String scope, String token, long request, long atMillis) {
        private String name() {
            return scope + "/" + token;
        }

        private long hash() {
            byte[] name = name().getBytes(StandardCharsets.UTF_8);
            return Fingerprint.mix(Fingerprint.of(name) + request + 31 * atMillis);
        }

        private long held() {
            return OVERHEAD_BYTES + 2L * (scope.length() + 2 * token.length());
        }
    }

    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private long hash;
    private long held;

    /// Forgets those that are too old.
    void expire(long nowMillis) {
        Iterator<Entry> oldest = entries.values().iterator();
        while (oldest.hasNext()) {
            Entry entry = oldest.next();
            if (nowMillis - entry.atMillis() < LIFE_MILLIS) {
                return;
            }
            oldest.remove();
            hash -= entry.hash();
            held -= entry.held();
        }
    }

    @Nullable Entry find(String scope, String token) {
        return entries.get(scope + "/" + token);
    }

    /// Adds one whose token is not there.
    void add(Entry entry) {
        entries.put(entry.name(), entry);
        hash += entry.hash();
        held += entry.held();
    }

    /// Takes the place of all there were.
    void replace(Collection<Entry> others) {
        entries.clear();
        hash = 0;
        held = 0;
        others.forEach(this::add);
    }

    /// All, the oldest first; a copy.
    List<Entry> all() {
        return List.copyOf(entries.values());
    }

    /// Sum of hashes.
    long hash() {
        return hash;
    }

    /// Bytes of the heap they take, about.
    long held() {
        return held;
    }
}
