package io.millrace.table.value;

/// Counts bytes as DynamoDB does.
final class ItemSize {
    private ItemSize() {}
}
