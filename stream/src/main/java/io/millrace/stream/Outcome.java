package io.millrace.stream;

import org.jspecify.annotations.Nullable;

/// What applying a command tells its proposer.
sealed interface Outcome {
    /// A stream changed.
    ///
    /// @param before null if the command made the stream
    /// @param row after the command; of a stream that is gone, as it last was
    record Applied(@Nullable StreamRow before, StreamRow row) implements Outcome {
        /// Open shards before the command.
        int openBefore() {
            return before == null ? 0 : before.shards().openCount();
        }
    }

    /// An account's settings changed.
    record AccountChanged(AccountRow row) implements Outcome {}

    /// Nothing changed, since it had happened already or its time has passed.
    record Unchanged() implements Outcome {}

    /// The call is refused, with AWS's text.
    record Refused(StreamError error, String message) implements Outcome {
        StreamException toException() {
            return new StreamException(error, message);
        }
    }
}
