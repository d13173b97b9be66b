/// Copies a stream from one service to another.
@NullMarked
package io.millrace.cli.copy;

import org.jspecify.annotations.NullMarked;
