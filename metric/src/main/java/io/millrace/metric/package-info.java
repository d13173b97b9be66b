/// Metrics in the shape of CloudWatch, kept in memory: series named by namespace, name, dimensions
/// and unit, with roll-ups of a second for some minutes and of a minute for some hours.
///
/// Knows nothing of streams, of HTTP or of a clock: whoever measures says when.
@NullMarked
package io.millrace.metric;

import org.jspecify.annotations.NullMarked;
