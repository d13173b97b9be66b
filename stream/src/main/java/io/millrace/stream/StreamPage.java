package io.millrace.stream;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One page of the streams of an account and region, by name.
///
/// @param nextToken asks for the next page, for 300 s; null on the last page
public record StreamPage(List<StreamView> streams, @Nullable String nextToken) {
    public StreamPage {
        streams = List.copyOf(streams);
    }

    /// Whether there is a next page.
    public boolean hasMoreStreams() {
        return nextToken != null;
    }
}
