package io.millrace.cli.put;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// A line on its way: its key, its bytes, and the next line of the same key.
final class PutEntry {
    private final String key;
    private final byte[] data;
    private final int keyBytes;
    private int failures;

    /// Link of the lane's queue, guarded as the lane is.
    @Nullable PutEntry next;

    /// @param data kept, not copied; nobody writes to it any more
    PutEntry(String key, byte[] data) {
        this.key = key;
        this.data = data;
        this.keyBytes = key.getBytes(StandardCharsets.UTF_8).length;
    }

    String key() {
        return key;
    }

    byte[] data() {
        return data;
    }

    /// What the service counts against its limits: data and key.
    int sizeBytes() {
        return data.length + keyBytes;
    }

    /// How often it was refused so far, this refusal included.
    int countFailure() {
        failures++;
        return failures;
    }
}
