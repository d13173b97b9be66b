/// Segment files: immutable, compressed, one stream each, clustered by shard. The bytes are drawn
/// in `docs/format/segment-v1.md`.
@NullMarked
package io.millrace.log.local.segment;

import org.jspecify.annotations.NullMarked;
