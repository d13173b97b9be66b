/// The stream engine: catalogue, shards, routing, sequence numbers, iterators, resharding,
/// retention, limits, fan-out and scaling of Kinesis data streams, over the log contract.
///
/// Public types are the face towards the API; none of them shows a type of the log below, except
/// `StreamNode`, by which the server puts the two together. The engine has never heard of HTTP,
/// JSON or CBOR.
@NullMarked
package io.millrace.stream;

import org.jspecify.annotations.NullMarked;
