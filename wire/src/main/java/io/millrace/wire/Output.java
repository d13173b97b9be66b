package io.millrace.wire;

import java.nio.ByteBuffer;

/// A reply body being written, in one of the formats. Members and values are written in the order
/// of the calls. Not thread-safe.
///
/// ```
/// output.beginStructure();
/// output.text("ShardId", id);
/// output.name("Records").beginList();
/// ...
/// output.endList().endStructure();
/// ByteBuffer body = output.finish();
/// ```
public sealed interface Output permits JacksonOutput, XmlOutput {
    Output beginStructure();

    Output endStructure();

    Output beginList();

    Output endList();

    /// The name of the member that follows.
    Output name(String name);

    Output text(String value);

    /// A text that stands in an array as UTF-8.
    Output text(byte[] utf8, int offset, int length);

    Output number(long value);

    /// A number with a fraction.
    Output real(double value);

    Output flag(boolean value);

    /// A moment, in milliseconds since 1970.
    Output moment(long epochMillis);

    Output bytes(byte[] array, int offset, int length);

    /// The body. Nothing may be written after it.
    ByteBuffer finish();

    /// A member that is a text.
    default Output text(String name, String value) {
        return name(name).text(value);
    }

    /// A member that is a number.
    default Output number(String name, long value) {
        return name(name).number(value);
    }

    /// A member that is a number with a fraction.
    default Output real(String name, double value) {
        return name(name).real(value);
    }

    /// A member that is true or false.
    default Output flag(String name, boolean value) {
        return name(name).flag(value);
    }

    /// A member that is a moment.
    default Output moment(String name, long epochMillis) {
        return name(name).moment(epochMillis);
    }

    /// A member that is bytes.
    default Output bytes(String name, byte[] array, int offset, int length) {
        return name(name).bytes(array, offset, length);
    }
}
