package io.millrace.stream;

/// What applying a command tells its proposer.
sealed interface Outcome {
    /// The state changed; the row before and after, where the command was about a stream.
    ///
    /// @param openBefore open shards before the command
    record Applied(StreamRow row, int openBefore) implements Outcome {}

    /// Nothing changed, since it had happened already or its time has passed.
    record Unchanged() implements Outcome {}

    /// The call is refused, with AWS's text.
    record Refused(StreamError error, String message) implements Outcome {
        StreamException toException() {
            return new StreamException(error, message);
        }
    }
}
