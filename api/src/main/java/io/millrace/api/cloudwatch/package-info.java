/// CloudWatch's reading side: what the server measured, over rpc-v2-cbor, AWS JSON 1.0 and the
/// query protocol.
@NullMarked
package io.millrace.api.cloudwatch;

import org.jspecify.annotations.NullMarked;
