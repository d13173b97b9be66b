/// The back end on the local disk: a shared group-commit journal, in-memory shard tails, and
/// immutable segment files per stream.
@NullMarked
package io.millrace.log.local;

import org.jspecify.annotations.NullMarked;
