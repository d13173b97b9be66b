/// The contract between the engines above and the back ends below: shard logs and the command log.
///
/// A log keeps uninterpreted entries at rising positions and says exactly what is durable when. It
/// has never heard of a sequence number, a partition key or HTTP.
@NullMarked
package io.millrace.log;

import org.jspecify.annotations.NullMarked;
