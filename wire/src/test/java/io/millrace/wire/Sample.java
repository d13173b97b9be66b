package io.millrace.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// Shapes and bodies that several tests use.
final class Sample {
    static final Structure ENTRY =
            Structure.of("PutRecordsRequestEntry")
                    .optional("PartitionKey", Shape.text(1, 256))
                    .optional("ExplicitHashKey", Shape.text().matching(Rule.decimal(39)))
                    .required("Data", Shape.blob(0, 10));

    static final Structure INPUT =
            Structure.of("SampleInput")
                    .required("Count", Shape.integer(1, 10000))
                    .optional("Name", Shape.text(1, 128).matching(Rule.regex("[a-zA-Z0-9_.-]+")))
                    .optional("Records", Shape.list(ENTRY, 1, 3))
                    .optional("Kind", Shape.oneOf("B", "A"))
                    .optional("Enabled", Shape.flag())
                    .optional("At", Shape.moment())
                    .optional("Long", Shape.longFrom(0))
                    .optional("Tags", Shape.map(Shape.text(1, 3), Shape.text(0, 4), 1, 2))
                    .optional("Keys", Shape.list(Shape.text(1, 3), 1, 2))
                    .optional(
                            "Mode",
                            Structure.of("Mode").required("StreamMode", Shape.oneOf("P", "O")));

    private Sample() {}

    static byte[] json(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    static String hex(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return HexFormat.of().formatHex(copy);
    }

    static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    static Values read(Format format, byte[] body) {
        return switch (format.decode(INPUT, body)) {
            case Decoded.Input input -> input.values();
            case Decoded.Mistyped mistyped -> throw new AssertionError(mistyped.text());
            case Decoded.Malformed _ -> throw new AssertionError("malformed");
        };
    }

    static String mistake(Format format, byte[] body) {
        return format.decode(INPUT, body) instanceof Decoded.Mistyped(String text) ? text : "none";
    }
}
