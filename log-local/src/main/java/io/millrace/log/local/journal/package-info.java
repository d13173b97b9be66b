/// The journal's bytes: files, frames and entries, how they are written, checked and scanned. Knows
/// nothing of tails, segments or threads.
@NullMarked
package io.millrace.log.local.journal;

import org.jspecify.annotations.NullMarked;
