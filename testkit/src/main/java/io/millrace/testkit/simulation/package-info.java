/// The deterministic simulation of the local engine: its real classes over a storage that forgets,
/// tears, fills up and fails, a clock that steps back, and one seed that decides everything.
@NullMarked
package io.millrace.testkit.simulation;

import org.jspecify.annotations.NullMarked;
