/// Who is calling: the credentials of a request, in their form so far. Knows HTTP requests as
/// values and nothing else of Millrace.
@NullMarked
package io.millrace.auth;

import org.jspecify.annotations.NullMarked;
