/// The log lines of the process: where they go and what they look like.
@NullMarked
package io.millrace.server.logging;

import org.jspecify.annotations.NullMarked;
