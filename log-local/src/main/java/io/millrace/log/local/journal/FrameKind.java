package io.millrace.log.local.journal;

import org.jspecify.annotations.Nullable;

/// What a frame is for.
public enum FrameKind {
    /// A group of entries.
    DATA(1),
    /// Empty; shows, if found, that the frame before it was complete when the disk said so.
    IDLE(2),
    /// First frame of a run; makes its owner epoch durable before anything is served.
    OPEN(3),
    /// Last frame of a run that ended in order.
    CLOSE(4);

    private final byte code;

    FrameKind(int code) {
        this.code = (byte) code;
    }

    byte code() {
        return code;
    }

    static @Nullable FrameKind of(byte code) {
        return switch (code) {
            case 1 -> DATA;
            case 2 -> IDLE;
            case 3 -> OPEN;
            case 4 -> CLOSE;
            default -> null;
        };
    }
}
