package io.millrace.cli.tail;

import java.io.IOException;
import java.util.List;
import software.amazon.awssdk.services.kinesis.model.Record;

/// Writes records for whoever reads the output. Thread-safe: a page comes out in one piece.
interface RecordPrinter {
    /// Writes one page of a shard and pushes it out.
    ///
    /// @throws IOException if the reader of the output is gone
    void print(String shard, List<Record> page) throws IOException;
}
