/// `millrace tail`: every shard of a stream, through its reshards, to an output.
@NullMarked
package io.millrace.cli.tail;

import org.jspecify.annotations.NullMarked;
