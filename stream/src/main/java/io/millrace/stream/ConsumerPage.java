package io.millrace.stream;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One page of ListStreamConsumers, by name.
///
/// @param nextToken asks for the next page, for 300 s; null on the last page
public record ConsumerPage(List<ConsumerView> consumers, @Nullable String nextToken) {
    public ConsumerPage {
        consumers = List.copyOf(consumers);
    }
}
