package io.millrace.table.expression;

import io.millrace.table.value.AttributeValue;
import io.millrace.table.value.Item;
import java.util.List;
import java.util.Set;

/// What is to be done to an item: an update expression, or AttributeUpdates. No two actions touch
/// the same place.
///
/// @param actions in any order: all of them see the item as it was before
public record Update(List<Action> actions) {
    /// One change.
    public sealed interface Action {
        /// Where it changes something.
        Path path();

        /// Puts a value there.
        record Set(Path path, Operand value) implements Action {}

        /// Leaves nothing there.
        record Remove(Path path) implements Action {}

        /// Adds a number to a number, or the members of a set to a set; puts the value there if
        /// there is none.
        record Add(Path path, AttributeValue value) implements Action {}

        /// Takes the members of a set out of a set; a set that is empty then goes.
        record Delete(Path path, AttributeValue value) implements Action {}
    }

    public Update {
        actions = List.copyOf(actions);
    }

    /// Carries it out. The item is changed as a whole or not at all.
    ///
    /// @param before {@link Item#EMPTY} with its key attributes if there is none
    /// @throws ExpressionException if a value is missing or of the wrong type, a path leads nowhere,
    ///   or a number becomes too large or too long
    public Updated apply(Item before) {
        throw new UnsupportedOperationException();
    }

    /// The attributes that the actions touch: a table refuses its key attributes among them.
    public Set<String> attributes() {
        throw new UnsupportedOperationException();
    }
}
