/// Kinesis Data Streams: one file per operation, and what they have in common.
@NullMarked
package io.millrace.api.kinesis;

import org.jspecify.annotations.NullMarked;
