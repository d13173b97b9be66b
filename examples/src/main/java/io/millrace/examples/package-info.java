/// A small application on the Kinesis Client Library: access log lines come through a stream; one
/// application counts them in a table, another archives them, a third program reports.
///
/// `README.md` beside the sources says how to run it and why its totals are exact.
@NullMarked
package io.millrace.examples;

import org.jspecify.annotations.NullMarked;
