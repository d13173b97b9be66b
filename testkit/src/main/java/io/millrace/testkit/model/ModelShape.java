package io.millrace.testkit.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A shape of the service model: a type and its constraints.
public sealed interface ModelShape {
    /// As in the model, `StreamName`.
    String name();

    /// A text whose length in UTF-16 units is bounded and that matches a pattern as a whole.
    ///
    /// @param pattern a regular expression; null without one
    record Text(String name, Bounds length, @Nullable String pattern) implements ModelShape {}

    /// One of some texts.
    ///
    /// @param values in the order in which violations name them
    record Choice(String name, List<String> values) implements ModelShape {}

    /// A whole number.
    ///
    /// @param isLong whether it has 64 bits instead of 32
    record Whole(String name, boolean isLong, Bounds range) implements ModelShape {}

    /// True or false.
    record Flag(String name) implements ModelShape {}

    /// A moment.
    record Moment(String name) implements ModelShape {}

    /// Bytes.
    record Blob(String name, Bounds length) implements ModelShape {}

    /// A list.
    record Many(String name, ModelShape element, Bounds length) implements ModelShape {}

    /// A map from texts to texts.
    record Dictionary(String name, Text key, Text value, Bounds size) implements ModelShape {}

    /// Named members.
    record Structure(String name, List<ModelMember> members) implements ModelShape {}

    /// A stream of events, each of which is one of the members.
    record Events(String name, List<ModelMember> members) implements ModelShape {}
}
