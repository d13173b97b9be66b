package io.millrace.table;

/// An attribute that is part of a key.
///
/// @param name 1 to 255 characters
public record KeyAttribute(String name, KeyType type) {}
