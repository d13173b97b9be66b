package io.millrace.log;

import java.util.List;

/// Entries read in order, and where to go on.
///
/// @param entries in rising order of position; empty at the tip or where nothing is left
/// @param nextPosition where the next read goes on; not smaller than the position asked for
public record Slice(List<Entry> entries, long nextPosition) {}
