package io.millrace.wire;

/// What became of a request body.
public sealed interface Decoded {
    /// Every member has the right type; the constraints are not checked yet.
    record Input(Values values) implements Decoded {}

    /// The syntax is right, a member has the wrong type.
    ///
    /// @param text what AWS says about the first of them
    record Mistyped(String text) implements Decoded {}

    /// Not a map in the format it claims to be.
    record Malformed() implements Decoded {}
}
