/// `millrace bench`: a load generator light enough to share a machine with the server it measures,
/// and a ledger that knows which records must be read back.
@NullMarked
package io.millrace.cli.bench;

import org.jspecify.annotations.NullMarked;
