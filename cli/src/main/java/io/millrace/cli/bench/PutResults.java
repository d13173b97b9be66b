package io.millrace.cli.bench;

import java.io.IOException;
import java.util.Arrays;

/// Reads from an answer which records were stored.
interface PutResults {
    /// Reads one answer.
    ///
    /// @param request the body that was sent
    /// @param stored set for each record of the request
    /// @throws IOException if it is no such answer
    void read(Body request, Body reply, boolean[] stored) throws IOException;

    /// Answers of a stream service.
    static PutResults ofStream(WireFormat format) {
        Replies replies = new Replies(format);
        return (request, reply, stored) -> {
            if (stored.length == 1) {
                stored[0] = replies.scalars(reply).containsKey("SequenceNumber");
            } else {
                replies.putRecords(reply, stored);
            }
        };
    }

    /// Answers of an echo: the request itself.
    static PutResults ofEcho() {
        return (request, reply, stored) ->
                Arrays.fill(
                        stored,
                        Arrays.equals(
                                request.bytes(),
                                0,
                                request.length(),
                                reply.bytes(),
                                0,
                                reply.length()));
    }
}
