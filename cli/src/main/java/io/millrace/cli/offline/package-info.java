/// `millrace inspect` and `millrace backup`: a data directory looked at and copied without a
/// server.
@NullMarked
package io.millrace.cli.offline;

import org.jspecify.annotations.NullMarked;
