package io.millrace.wire;

import org.jspecify.annotations.Nullable;

/// Where a value stands in a request. Put into words only when something is wrong there.
///
/// @param parent null at the top
/// @param index of the item in its list, -1 for a member
record Path(@Nullable Path parent, String name, int index) {
    static Path member(@Nullable Path parent, String name) {
        return new Path(parent, name, -1);
    }

    Path item(int itemIndex) {
        return new Path(this, "member", itemIndex);
    }

    /// As in `streamName`, `records.1.member.partitionKey`, `tags.key.member`.
    @Override
    public String toString() {
        String place = index < 0 ? name : (index + 1) + "." + name;
        return parent == null ? place : parent + "." + place;
    }
}
