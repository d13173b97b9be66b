package io.millrace.examples;

import java.util.List;
import java.util.Optional;
import software.amazon.kinesis.retrieval.KinesisClientRecord;

/// Where the records of one shard end up, each exactly once.
///
/// KCL delivers the records of a shard in order, and some of them again after a crash, perhaps
/// while a worker that lost the shard has not noticed it yet. Used by one thread at a time.
interface Sink {
    /// Takes the records that follow; may hold them in memory for a while.
    ///
    /// @param records in order, perhaps none
    /// @return the last record that need not be delivered again, where there is a new one
    Optional<KinesisClientRecord> take(List<KinesisClientRecord> records);

    /// Keeps what is held in memory; no record follows.
    ///
    /// @return as `take`
    Optional<KinesisClientRecord> finish();
}
