/// The service model as data: every operation, member and constraint of the Kinesis API.
@NullMarked
package io.millrace.testkit.model;

import org.jspecify.annotations.NullMarked;
