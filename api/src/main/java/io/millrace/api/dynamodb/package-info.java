/// DynamoDB's tables: the API that leases, checkpoints and aggregates are kept through, over AWS
/// JSON 1.0 and rpc-v2-cbor.
@NullMarked
package io.millrace.api.dynamodb;

import org.jspecify.annotations.NullMarked;
