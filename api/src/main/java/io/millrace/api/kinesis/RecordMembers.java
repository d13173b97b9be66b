package io.millrace.api.kinesis;

import io.millrace.stream.RecordView;
import io.millrace.wire.Format;
import io.millrace.wire.Output;
import java.util.List;

/// Writes records that were read, as pollers and subscribers get them.
final class RecordMembers {
    /// What a record takes beside its data and its key: names, number and instant.
    private static final int RECORD_BYTES = 200;

    /// What a page takes beside its records: two iterators' worth, and room for child shards.
    private static final int PAGE_BYTES = 2048;

    private RecordMembers() {}

    /// The member with the records of a page.
    static void write(Output output, List<RecordView> records) {
        output.name("Records").beginList();
        for (RecordView entry : records) {
            write(output, entry);
        }
        output.endList();
    }

    private static void write(Output output, RecordView entry) {
        output.beginStructure()
                .text("SequenceNumber", entry.sequenceNumber())
                .moment("ApproximateArrivalTimestamp", entry.arrivalMillis())
                .bytes("Data", entry.array(), entry.dataOffset(), entry.dataLength());
        if (entry.hasPartitionKey()) {
            output.name("PartitionKey")
                    .text(entry.array(), entry.partitionKeyOffset(), entry.partitionKeyLength());
        }
        Members.encryption(output, entry.isEncrypted());
        output.endStructure();
    }

    /// About how long a page with records will be.
    static int expectedBytes(List<RecordView> records, Format format) {
        long data = 0;
        long other = PAGE_BYTES;
        for (RecordView entry : records) {
            data += entry.dataLength();
            other += RECORD_BYTES + entry.partitionKeyLength();
        }
        long encoded =
                switch (format) {
                    case JSON -> data / 3 * 4 + 4L * records.size();
                    case CBOR -> data;
                };
        return (int) Math.min(Integer.MAX_VALUE / 2, encoded + other);
    }
}
