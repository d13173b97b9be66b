package io.millrace.cli.put;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Makes a partition key for a line.
///
/// A template is literal text with placeholders: `{random}` 16 random hex digits, `{line}` the line
/// read as UTF-8, `{field:N}` its Nth field, counted from 1, where fields are parted by spaces and
/// tabs, `{md5}` the MD5 of its bytes in hex. A key that comes out empty is `-`, one longer than a
/// key may be is cut: a key only has to say which records belong together. Not thread-safe.
public final class KeyTemplate {
    /// 256 characters:
    /// <https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecord.html>.
    static final int MAX_KEY_CHARS = 256;

    static final String EMPTY_KEY = "-";

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");
    private static final Pattern FIELD = Pattern.compile("field:([1-9][0-9]{0,4})");

    private sealed interface Part {
        record Literal(String text) implements Part {}

        record Random() implements Part {}

        record Line() implements Part {}

        record Field(int number) implements Part {}

        record Md5() implements Part {}
    }

    private final List<Part> parts;
    private final RandomGenerator random;
    private final StringBuilder key = new StringBuilder();

    private KeyTemplate(List<Part> parts, RandomGenerator random) {
        this.parts = parts;
        this.random = random;
    }

    /// Reads a template.
    ///
    /// @throws IllegalArgumentException if it is empty or has a placeholder that does not exist
    public static KeyTemplate parse(String template, RandomGenerator random) {
        if (template.isEmpty()) {
            throw new IllegalArgumentException("the template is empty");
        }
        List<Part> parts = new ArrayList<>();
        Matcher placeholder = PLACEHOLDER.matcher(template);
        int literalStart = 0;
        while (placeholder.find()) {
            if (placeholder.start() > literalStart) {
                parts.add(new Part.Literal(template.substring(literalStart, placeholder.start())));
            }
            parts.add(part(placeholder.group(1)));
            literalStart = placeholder.end();
        }
        if (literalStart < template.length()) {
            parts.add(new Part.Literal(template.substring(literalStart)));
        }
        return new KeyTemplate(List.copyOf(parts), random);
    }

    private static Part part(String name) {
        Matcher field = FIELD.matcher(name);
        if (field.matches()) {
            return new Part.Field(Integer.parseInt(field.group(1)));
        }
        return switch (name) {
            case "random" -> new Part.Random();
            case "line" -> new Part.Line();
            case "md5" -> new Part.Md5();
            default ->
                    throw new IllegalArgumentException(
                            "unknown placeholder {"
                                    + name
                                    + "}; there are {random}, {line}, {field:N} and {md5}");
        };
    }

    /// The key of `line`, 1 to 256 characters.
    public String keyOf(byte[] line) {
        key.setLength(0);
        for (Part part : parts) {
            switch (part) {
                case Part.Literal literal -> key.append(literal.text());
                case Part.Random _ -> key.append(HexFormat.of().toHexDigits(random.nextLong()));
                case Part.Line _ -> key.append(text(line, 0, line.length));
                case Part.Field field -> appendField(line, field.number());
                case Part.Md5 _ -> key.append(HexFormat.of().formatHex(md5(line)));
            }
        }
        if (key.isEmpty()) {
            return EMPTY_KEY;
        }
        if (key.length() > MAX_KEY_CHARS) {
            boolean cutsPair = Character.isHighSurrogate(key.charAt(MAX_KEY_CHARS - 1));
            key.setLength(cutsPair ? MAX_KEY_CHARS - 1 : MAX_KEY_CHARS);
        }
        return key.toString();
    }

    private void appendField(byte[] line, int number) {
        int end = 0;
        for (int field = 0; field < number; field++) {
            int start = end;
            while (start < line.length && isBlank(line[start])) {
                start++;
            }
            end = start;
            while (end < line.length && !isBlank(line[end])) {
                end++;
            }
            if (field == number - 1) {
                key.append(text(line, start, end));
            }
        }
    }

    private static boolean isBlank(byte character) {
        return character == ' ' || character == '\t' || character == '\r';
    }

    /// Bytes that cannot reach the key are not decoded: four make one character at most.
    private static String text(byte[] line, int start, int end) {
        int length = Math.min(end - start, 4 * MAX_KEY_CHARS);
        return new String(line, start, length, StandardCharsets.UTF_8);
    }

    private static byte[] md5(byte[] line) {
        try {
            return MessageDigest.getInstance("MD5").digest(line);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}
