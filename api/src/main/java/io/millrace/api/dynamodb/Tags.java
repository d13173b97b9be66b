package io.millrace.api.dynamodb;

import io.millrace.wire.Values;
import java.util.LinkedHashMap;
import java.util.Map;

/// Reads lists of tags.
final class Tags {
    private static final int MAX_TAGS = 50;

    private Tags() {}

    /// The tags of a member `Tags`; empty when absent.
    static Map<String, String> read(Values holder) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (Values tag : holder.structures("Tags")) {
            if (tags.put(tag.text("Key"), tag.text("Value")) != null) {
                throw Refusal.invalid("Duplicate tag key: " + tag.text("Key"));
            }
        }
        if (tags.size() > MAX_TAGS) {
            throw Refusal.invalid("Too many tags. The maximum is " + MAX_TAGS);
        }
        return tags;
    }
}
