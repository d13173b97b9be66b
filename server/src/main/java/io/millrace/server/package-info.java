/// The composition root: reads the configuration, puts the parts together, runs them and ends them.
/// The only place that names a back end by its class.
@NullMarked
package io.millrace.server;

import org.jspecify.annotations.NullMarked;
