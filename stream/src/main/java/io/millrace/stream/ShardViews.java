package io.millrace.stream;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Shows shards as the API does.
final class ShardViews {
    private ShardViews() {}

    static List<ShardView> of(List<ShardRow> rows) {
        return rows.stream().map(ShardViews::of).toList();
    }

    private static ShardView of(ShardRow row) {
        return new ShardView(
                row.id(),
                idOf(row.parent()),
                idOf(row.adjacentParent()),
                row.start().toString(),
                row.end().toString(),
                row.startingSequenceNumber(),
                row.isOpen() ? null : row.endingSequenceNumber());
    }

    static @Nullable String idOf(int number) {
        return number == ShardRow.NONE ? null : ShardIds.of(number);
    }
}
