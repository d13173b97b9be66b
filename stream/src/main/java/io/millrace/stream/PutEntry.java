package io.millrace.stream;

import org.jspecify.annotations.Nullable;

/// One record to put. The data is a view into the caller's array, which must not change until the
/// put has returned its future.
public final class PutEntry {
    private final byte[] array;
    private final int dataOffset;
    private final int dataLength;
    private final @Nullable String partitionKey;
    private final @Nullable String explicitHashKey;

    /// A record whose data is part of an array.
    ///
    /// @param dataOffset where the data starts
    /// @param dataLength bytes of data, 0 or more; whether the stream takes so many is checked when
    ///   it is put
    /// @param partitionKey 1 to 256 characters; null if not given, which only a stream that places
    ///   records by itself takes
    /// @param explicitHashKey decimal digits, its value not checked yet; null if not given
    public PutEntry(
            byte[] array,
            int dataOffset,
            int dataLength,
            @Nullable String partitionKey,
            @Nullable String explicitHashKey) {
        this.array = array;
        this.dataOffset = dataOffset;
        this.dataLength = dataLength;
        this.partitionKey = partitionKey;
        this.explicitHashKey = explicitHashKey;
    }

    byte[] array() {
        return array;
    }

    int dataOffset() {
        return dataOffset;
    }

    int dataLength() {
        return dataLength;
    }

    @Nullable String partitionKey() {
        return partitionKey;
    }

    @Nullable String explicitHashKey() {
        return explicitHashKey;
    }
}
