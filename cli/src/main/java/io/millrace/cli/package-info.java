/// The command line: one class a command, each small, the work done by the packages below.
@NullMarked
package io.millrace.cli;

import org.jspecify.annotations.NullMarked;
