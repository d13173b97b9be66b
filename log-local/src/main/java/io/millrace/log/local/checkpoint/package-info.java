/// The files that say which other files count: the checkpoint, command segments and snapshots.
@NullMarked
package io.millrace.log.local.checkpoint;

import org.jspecify.annotations.NullMarked;
