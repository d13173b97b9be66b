/// What tests of every module share: a back end without a disk, a storage without mercy, a clock
/// under command, the contract suites, and the simulation of the local engine.
@NullMarked
package io.millrace.testkit;

import org.jspecify.annotations.NullMarked;
