package io.millrace.stream;

/// What became of one record of PutRecords.
public sealed interface PutResult {
    /// The record is durable.
    ///
    /// It is small and cheap to make; the decimal number is rendered when asked for, on the thread
    /// that encodes the answer.
    final class Stored implements PutResult {
        private final String shardId;
        private final long creationSeconds;
        private final int shard;
        private final long sequenceIndex;
        private final long timeMillis;
        private final boolean encrypted;

        Stored(
                String shardId,
                long creationSeconds,
                int shard,
                long sequenceIndex,
                long timeMillis,
                boolean encrypted) {
            this.shardId = shardId;
            this.creationSeconds = creationSeconds;
            this.shard = shard;
            this.sequenceIndex = sequenceIndex;
            this.timeMillis = timeMillis;
            this.encrypted = encrypted;
        }

        /// Shard that holds it, `shardId-` and 12 digits.
        public String shardId() {
            return shardId;
        }

        /// The decimal number, rendered anew at each call.
        public String sequenceNumber() {
            return SequenceNumber.format(creationSeconds, shard, sequenceIndex, timeMillis / 1000);
        }

        /// Whether the stream was encrypted when the record was put.
        public boolean isEncrypted() {
            return encrypted;
        }

        /// Arrival instant in milliseconds since 1970.
        public long timeMillis() {
            return timeMillis;
        }
    }

    /// The record was not stored, or nobody can say whether it was.
    ///
    /// @param message text for the client
    record Failed(StreamError error, String message) implements PutResult {}
}
