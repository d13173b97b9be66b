package io.millrace.table.expression;

import io.millrace.table.value.AttributeValue;
import io.millrace.table.value.Item;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What is to be done to an item: an update expression, or AttributeUpdates. No two actions touch
/// the same place.
///
/// @param actions in any order: all of them see the item as it was before
/// @param legacy whether it comes from AttributeUpdates, which have errors of their own
public record Update(List<Action> actions, boolean legacy) {
    /// One change.
    public sealed interface Action {
        /// Where it changes something.
        Path path();

        /// Puts a value there.
        record Set(Path path, Operand value) implements Action {}

        /// Leaves nothing there.
        record Remove(Path path) implements Action {}

        /// Adds a number to a number, or the members of a set to a set (AttributeUpdates: of a list
        /// behind a list); puts the value there if there is none.
        record Add(Path path, AttributeValue value) implements Action {}

        /// Takes the members of a set out of a set; a set that is empty then goes.
        record Delete(Path path, AttributeValue value) implements Action {}
    }

    public Update {
        actions = List.copyOf(actions);
    }

    /// Carries it out. The item is changed as a whole or not at all. Whether the item becomes too
    /// large is the table's business.
    ///
    /// @param before just its key attributes if there is none
    /// @throws ExpressionException if a value is missing or of the wrong type, a path leads
    ///   nowhere, a number becomes too large or too long, or lists and maps become too deep
    public Updated apply(Item before) {
        return new Updater(this, before).apply();
    }

    /// Whether it makes an item where there is none: it does if it puts something there, or has no
    /// actions at all. If not, and there is no item, DynamoDB does nothing and says nothing.
    public boolean makesItem() {
        return actions.isEmpty()
                || actions.stream()
                        .anyMatch(each -> each instanceof Action.Set || each instanceof Action.Add);
    }

    /// The attributes that the actions touch: a table refuses its key attributes among them.
    public Set<String> attributes() {
        Set<String> attributes = new LinkedHashSet<>();
        actions.forEach(each -> attributes.add(each.path().attribute()));
        return attributes;
    }
}
