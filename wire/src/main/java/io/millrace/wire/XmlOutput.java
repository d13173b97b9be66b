package io.millrace.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Writes the XML of the query protocol: an element per member, `member` per item of a list, no
/// element for the outermost structure. Not thread-safe.
final class XmlOutput implements Output {
    private static final String ITEM = "member";

    private final StringBuilder xml;
    private final Deque<Frame> open = new ArrayDeque<>();
    private @Nullable String name;

    /// A structure or list being written.
    ///
    /// @param element empty for the outermost
    private record Frame(String element, boolean list) {}

    XmlOutput(int expectedBytes) {
        xml = new StringBuilder(expectedBytes);
    }

    @Override
    public Output beginStructure() {
        return begin(false);
    }

    @Override
    public Output endStructure() {
        return end();
    }

    @Override
    public Output beginList() {
        return begin(true);
    }

    @Override
    public Output endList() {
        return end();
    }

    @Override
    public Output name(String member) {
        name = member;
        return this;
    }

    @Override
    public Output text(String value) {
        String element = next();
        tag("<", element);
        escape(value);
        tag("</", element);
        return this;
    }

    @Override
    public Output text(byte[] utf8, int offset, int length) {
        return text(new String(utf8, offset, length, StandardCharsets.UTF_8));
    }

    @Override
    public Output number(long value) {
        return text(Long.toString(value));
    }

    @Override
    public Output real(double value) {
        return text(Double.toString(value));
    }

    @Override
    public Output flag(boolean value) {
        return text(Boolean.toString(value));
    }

    @Override
    public Output moment(long epochMillis) {
        return text(Instant.ofEpochMilli(epochMillis).toString());
    }

    @Override
    public Output bytes(byte[] array, int offset, int length) {
        ByteBuffer digits = Base64.getEncoder().encode(ByteBuffer.wrap(array, offset, length));
        return text(StandardCharsets.ISO_8859_1.decode(digits).toString());
    }

    @Override
    public ByteBuffer finish() {
        return ByteBuffer.wrap(xml.toString().getBytes(StandardCharsets.UTF_8));
    }

    private Output begin(boolean list) {
        String element = open.isEmpty() ? "" : next();
        tag("<", element);
        open.push(new Frame(element, list));
        return this;
    }

    private Output end() {
        tag("</", open.pop().element());
        return this;
    }

    /// The element of the value that follows.
    private String next() {
        Frame frame = open.peek();
        if (frame != null && frame.list()) {
            return ITEM;
        }
        String element = Objects.requireNonNull(name, "a value without a name");
        name = null;
        return element;
    }

    private void tag(String opening, String element) {
        if (!element.isEmpty()) {
            xml.append(opening).append(element).append('>');
        }
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> xml.append("&amp;");
                case '<' -> xml.append("&lt;");
                case '>' -> xml.append("&gt;");
                case '"' -> xml.append("&quot;");
                case '\r' -> xml.append("&#13;");
                case '\t', '\n' -> xml.append(c);
                // XML 1.0 has no way to write the other control characters.
                default -> xml.append(c < ' ' ? '\uFFFD' : c);
            }
        }
    }
}
