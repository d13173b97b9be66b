/// Bytes to values and back: shapes declared once drive AWS JSON 1.1, AWS CBOR 1.1 and the exact
/// texts of what is wrong with a request.
@NullMarked
package io.millrace.wire;

import org.jspecify.annotations.NullMarked;
