package io.millrace.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The type of a value and the constraints on it, as in the service model. Immutable.
///
/// Bounds are inclusive. A bound that the model does not name is 0 below and {@link
/// Integer#MAX_VALUE} above (for numbers the range of `long`); such a bound is never broken.
public sealed interface Shape
        permits Shape.Text,
                Shape.Whole,
                Shape.Real,
                Shape.Flag,
                Shape.Moment,
                Shape.Blob,
                Shape.Many,
                Shape.Dictionary,
                Shape.Custom,
                Structure {

    /// A string: length in UTF-16 units, a pattern, a set of values.
    ///
    /// @param values the values allowed, in the order AWS prints them; empty when any is
    record Text(int minLength, int maxLength, @Nullable Rule rule, List<String> values)
            implements Shape {
        public Text {
            values = List.copyOf(values);
        }

        /// The same with a pattern.
        public Text matching(Rule pattern) {
            return new Text(minLength, maxLength, pattern, values);
        }
    }

    /// The two sizes of a whole number.
    enum Width {
        INTEGER("an Integer", Integer.MAX_VALUE),
        LONG("an Long", Long.MAX_VALUE);

        /// As named in conversion errors.
        final String title;

        /// What larger numbers become.
        final long ceiling;

        Width(String title, long ceiling) {
            this.title = title;
            this.ceiling = ceiling;
        }
    }

    /// A whole number.
    record Whole(Width width, long min, long max) implements Shape {}

    /// A number with a fraction, as a `double`.
    record Real() implements Shape {}

    /// True or false.
    record Flag() implements Shape {}

    /// A moment, in milliseconds since 1970.
    record Moment() implements Shape {}

    /// Bytes.
    record Blob(int minLength, int maxLength) implements Shape {}

    /// A list of one shape.
    record Many(Shape element, int minLength, int maxLength) implements Shape {}

    /// A map from texts to values of one shape.
    record Dictionary(Text key, Shape value, int minLength, int maxLength) implements Shape {}

    /// A value in which the service's own rules go further than shapes do, such as one that may
    /// hold values of its own kind.
    record Custom(CustomReader reader) implements Shape {}

    /// Any text.
    static Text text() {
        return text(0, Integer.MAX_VALUE);
    }

    /// A text of a bounded length.
    static Text text(int minLength, int maxLength) {
        return new Text(minLength, maxLength, null, List.of());
    }

    /// One of the values, in the order AWS prints them.
    static Text oneOf(String... values) {
        return new Text(0, Integer.MAX_VALUE, null, List.of(values));
    }

    /// Any integer.
    static Whole integer() {
        return new Whole(Width.INTEGER, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /// An integer at or above a minimum.
    static Whole integerFrom(long min) {
        return new Whole(Width.INTEGER, min, Long.MAX_VALUE);
    }

    /// An integer in a range.
    static Whole integer(long min, long max) {
        return new Whole(Width.INTEGER, min, max);
    }

    /// A long at or above a minimum.
    static Whole longFrom(long min) {
        return new Whole(Width.LONG, min, Long.MAX_VALUE);
    }

    /// A number with a fraction.
    static Real real() {
        return new Real();
    }

    /// True or false.
    static Flag flag() {
        return new Flag();
    }

    /// A moment.
    static Moment moment() {
        return new Moment();
    }

    /// Bytes of a bounded length.
    static Blob blob(int minLength, int maxLength) {
        return new Blob(minLength, maxLength);
    }

    /// A list of a bounded length.
    static Many list(Shape element, int minLength, int maxLength) {
        return new Many(element, minLength, maxLength);
    }

    /// A map of a bounded size.
    static Dictionary map(Text key, Shape value, int minLength, int maxLength) {
        return new Dictionary(key, value, minLength, maxLength);
    }

    /// A value with a reader of its own.
    static Custom custom(CustomReader reader) {
        return new Custom(reader);
    }
}
