/// The table engine: DynamoDB-compatible tables as a deterministic fold of commands, kept in memory
/// and replayed from the command log.
@NullMarked
package io.millrace.table;

import org.jspecify.annotations.NullMarked;
