/// What a command has to do with the terminal and the shell that started it.
@NullMarked
package io.millrace.cli.terminal;

import org.jspecify.annotations.NullMarked;
