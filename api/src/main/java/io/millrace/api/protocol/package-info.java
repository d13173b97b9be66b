/// Services whose clients pick one of three protocols: rpc-v2-cbor, AWS JSON 1.0 or the query
/// protocol. Their operations do not know which it is.
@NullMarked
package io.millrace.api.protocol;

import org.jspecify.annotations.NullMarked;
