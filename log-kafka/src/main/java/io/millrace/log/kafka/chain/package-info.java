/// Which records of a partition count: the conditional append that Kafka itself does not have,
/// judged from the log alone.
///
/// Pure: it knows nothing of Kafka's clients. The rule and its reasons stand in
/// `docs/adr/0078-a-record-counts-where-its-writer-expected-it.md`.
@NullMarked
package io.millrace.log.kafka.chain;

import org.jspecify.annotations.NullMarked;
