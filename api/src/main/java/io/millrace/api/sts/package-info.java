/// The part of STS that programs ask at their start: who am I.
@NullMarked
package io.millrace.api.sts;

import org.jspecify.annotations.NullMarked;
