package io.millrace.cli.bench;

import java.io.IOException;
import java.util.Arrays;

/// Reads from an answer which records were stored.
interface PutResults {
    /// Reads one answer.
    ///
    /// @param request the body that was sent
    /// @param stored set for each record of the request
    /// @return how many of the others were refused for their rate
    /// @throws IOException if it is no such answer
    int read(Body request, Body reply, boolean[] stored) throws IOException;

    /// Answers of a stream service.
    static PutResults ofStream(WireFormat format) {
        Replies replies = new Replies(format);
        return (request, reply, stored) -> {
            if (stored.length > 1) {
                return replies.putRecords(reply, stored);
            }
            stored[0] = replies.scalars(reply).containsKey("SequenceNumber");
            return 0;
        };
    }

    /// Answers of an echo: the request itself.
    static PutResults ofEcho() {
        return (request, reply, stored) -> {
            Arrays.fill(
                    stored,
                    Arrays.equals(
                            request.bytes(),
                            0,
                            request.length(),
                            reply.bytes(),
                            0,
                            reply.length()));
            return 0;
        };
    }
}
