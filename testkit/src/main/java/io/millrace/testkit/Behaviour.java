package io.millrace.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Marks a test as the proof of rows of `docs/behaviour.tsv`. The build fails for a row without a
/// test and for a mark that names no row; it reads the marks in the sources, so each id is written
/// out as a literal.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.SOURCE)
public @interface Behaviour {
    /// Ids of the rows, such as `K-017`.
    String[] value();
}
