/// The edge: takes HTTP requests as values, answers with values, and knows every AWS operation. It
/// has never heard of an HTTP server or of a log.
@NullMarked
package io.millrace.api;

import org.jspecify.annotations.NullMarked;
