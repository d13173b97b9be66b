package io.millrace.table;

import io.millrace.table.value.Item;

/// An item to be read.
///
/// @param key exactly the key attributes
public record Read(TableKey table, Item key) {}
