/// `millrace put`: lines in, records out, in order for each key.
@NullMarked
package io.millrace.cli.put;

import org.jspecify.annotations.NullMarked;
