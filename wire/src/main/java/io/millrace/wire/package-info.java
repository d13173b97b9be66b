/// Bytes to values and back: shapes declared once drive AWS JSON, AWS CBOR 1.1, rpc-v2-cbor, the
/// query protocol and the exact texts of what is wrong with a request.
@NullMarked
package io.millrace.wire;

import org.jspecify.annotations.NullMarked;
