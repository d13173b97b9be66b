/// CloudWatch's metrics: what the server measured of itself and what clients put, over rpc-v2-cbor,
/// AWS JSON 1.0 and the query protocol.
@NullMarked
package io.millrace.api.cloudwatch;

import org.jspecify.annotations.NullMarked;
