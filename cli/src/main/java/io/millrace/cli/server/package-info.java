/// `millrace server`: the options of the server as flags of a command.
@NullMarked
package io.millrace.cli.server;

import org.jspecify.annotations.NullMarked;
