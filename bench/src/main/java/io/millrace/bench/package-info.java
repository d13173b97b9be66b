/// Measurements that are no part of the product: JMH benchmarks of the journal and the codecs, and
/// the echo that PutRecord is compared with.
@NullMarked
package io.millrace.bench;

import org.jspecify.annotations.NullMarked;
