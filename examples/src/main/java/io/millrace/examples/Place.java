package io.millrace.examples;

import java.util.Locale;
import software.amazon.kinesis.retrieval.KinesisClientRecord;

/// A record's place in its shard, as text that sorts as the records do.
///
/// Records that a producer packed into one share a sequence number and differ in their sub-sequence
/// number.
///
/// @param text sequence number in 56 digits, `-`, sub-sequence number in 8
record Place(String text) {
    /// Before every record.
    static final Place START = new Place("");

    private static final int DIGITS = 56;

    static Place of(KinesisClientRecord record) {
        String number = record.sequenceNumber();
        return new Place(
                String.format(
                        Locale.ROOT,
                        "%s%s-%08d",
                        "0".repeat(Math.max(0, DIGITS - number.length())),
                        number,
                        record.subSequenceNumber()));
    }

    boolean isAfter(Place other) {
        return text.compareTo(other.text) > 0;
    }
}
