package io.millrace.table;

import io.millrace.table.expression.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What applying a command tells its proposer.
sealed interface TableOutcome {
    /// A change of one row.
    ///
    /// @param before null if there was none
    /// @param after null if there is none
    record Change(@Nullable Row before, @Nullable Row after, List<Path> touched) {}

    /// Items changed.
    ///
    /// @param changes one for each action; none if the call had been carried out before
    record Wrote(List<Change> changes) implements TableOutcome {}

    /// A table changed.
    ///
    /// @param table after the command; one that is gone, as it last was
    record Defined(Table table) implements TableOutcome {}

    /// Nothing is left to be said.
    record Done() implements TableOutcome {}

    /// The call is refused; nothing changed.
    record Refused(TableException why) implements TableOutcome {}
}
