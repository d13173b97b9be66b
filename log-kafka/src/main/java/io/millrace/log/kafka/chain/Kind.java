package io.millrace.log.kafka.chain;

import org.jspecify.annotations.Nullable;

/// What a record of a shard's partition is.
public enum Kind {
    /// An entry: key and value are the user's.
    DATA(0),

    /// The shard begins behind it. No value, as all that follow.
    OPEN(1),

    /// A writer has read everything before it, and writes on.
    CLAIM(2),

    /// The shard ends before it.
    SEAL(3);

    private final int code;

    Kind(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static @Nullable Kind of(int code) {
        for (Kind kind : values()) {
            if (kind.code == code) {
                return kind;
            }
        }
        return null;
    }
}
