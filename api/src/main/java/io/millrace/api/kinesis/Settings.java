package io.millrace.api.kinesis;

import io.millrace.stream.Distribution;
import io.millrace.stream.StreamMode;
import io.millrace.wire.Values;
import org.jspecify.annotations.Nullable;

/// Reads the settings that a stream can be made with and can be given later.
final class Settings {
    private Settings() {}

    static @Nullable StreamMode modeOrNull(Values input) {
        return input.has("StreamModeDetails") ? mode(input) : null;
    }

    static StreamMode mode(Values input) {
        return StreamMode.valueOf(input.structure("StreamModeDetails").text("StreamMode"));
    }

    static @Nullable Distribution distributionOrNull(Values input) {
        String name = input.textOrNull("RecordDistributionStrategy");
        return name == null ? null : Distribution.valueOf(name);
    }

    static @Nullable Integer integerOrNull(Values input, String member) {
        return input.has(member) ? input.integer(member) : null;
    }
}
