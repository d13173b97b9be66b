/// `millrace stream`: makes, shows, reshapes and deletes streams.
@NullMarked
package io.millrace.cli.stream;

import org.jspecify.annotations.NullMarked;
