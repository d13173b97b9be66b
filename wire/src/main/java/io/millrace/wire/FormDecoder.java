package io.millrace.wire;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads one form of the query protocol by its shape: `Dimensions.member.1.Name=StreamName` is the
/// member `Name` of the first item of the member `Dimensions`.
///
/// Items are numbered from 1; what follows a gap is passed over.
final class FormDecoder {
    private final NavigableMap<String, String> parameters;
    private @Nullable String mistake;

    private FormDecoder(NavigableMap<String, String> parameters) {
        this.parameters = parameters;
    }

    static Decoded decode(Structure shape, byte[] body) {
        NavigableMap<String, String> parameters = new TreeMap<>();
        try {
            for (String pair : new String(body, StandardCharsets.UTF_8).split("&", -1)) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                parameters.put(plain(name), plain(value.stripTrailing()));
            }
        } catch (IllegalArgumentException brokenEscape) {
            return new Decoded.Malformed();
        }
        FormDecoder decoder = new FormDecoder(parameters);
        Values values = decoder.structure(shape, "");
        String mistake = decoder.mistake;
        return mistake == null ? new Decoded.Input(values) : new Decoded.Mistyped(mistake);
    }

    private static String plain(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /// @param prefix of the names of its members
    private Values structure(Structure shape, String prefix) {
        @Nullable Object[] slots = new @Nullable Object[shape.size()];
        for (int i = 0; i < slots.length; i++) {
            Structure.Member member = shape.member(i);
            slots[i] = value(member.shape(), prefix + member.name());
        }
        return new Values(shape, slots);
    }

    private @Nullable Object value(Shape shape, String name) {
        return switch (shape) {
            case Structure structure -> has(name + ".") ? structure(structure, name + ".") : null;
            case Shape.Many many -> list(many, name + ".member.");
            case Shape.Text _ -> parameters.get(name);
            case Shape.Whole whole -> whole(whole, name);
            case Shape.Real _ -> real(name);
            case Shape.Flag _ -> flag(name);
            case Shape.Moment _ -> moment(name);
            case Shape.Blob _, Shape.Dictionary _, Shape.Custom _ ->
                    throw new IllegalArgumentException("no form is known for " + shape);
        };
    }

    private boolean has(String prefix) {
        String first = parameters.ceilingKey(prefix);
        return first != null && first.startsWith(prefix);
    }

    private @Nullable List<@Nullable Object> list(Shape.Many shape, String prefix) {
        int kept = Decoder.kept(shape.maxLength());
        List<@Nullable Object> items = new ArrayList<>();
        for (int i = 1; i <= kept; i++) {
            Object item = value(shape.element(), prefix + i);
            if (item == null) {
                break;
            }
            items.add(item);
        }
        return items.isEmpty() ? null : items;
    }

    private @Nullable Long whole(Shape.Whole shape, String name) {
        String text = parameters.get(name);
        if (text == null) {
            return null;
        }
        try {
            return Math.min(Long.parseLong(text), shape.width().ceiling);
        } catch (NumberFormatException e) {
            note(text, name, "a whole number");
            return null;
        }
    }

    private @Nullable Double real(String name) {
        String text = parameters.get(name);
        if (text == null) {
            return null;
        }
        try {
            return Double.valueOf(text);
        } catch (NumberFormatException e) {
            note(text, name, "a number");
            return null;
        }
    }

    private @Nullable Boolean flag(String name) {
        String text = parameters.get(name);
        if (text == null) {
            return null;
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> {
                note(text, name, "true or false");
                yield null;
            }
        };
    }

    private @Nullable Long moment(String name) {
        String text = parameters.get(name);
        if (text == null) {
            return null;
        }
        try {
            return millis(text);
        } catch (DateTimeException | ArithmeticException e) {
            note(text, name, "a moment in ISO 8601");
            return null;
        }
    }

    /// Without an offset it is UTC; without a time, midnight.
    private static long millis(String text) {
        if (text.indexOf('T') < 0) {
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
        }
        boolean zoned =
                text.endsWith("Z")
                        || text.indexOf('+') > 0
                        || text.lastIndexOf('-') > text.indexOf('T');
        OffsetDateTime moment =
                zoned
                        ? OffsetDateTime.parse(text)
                        : LocalDateTime.parse(text).atOffset(ZoneOffset.UTC);
        return moment.toInstant().toEpochMilli();
    }

    private void note(String text, String name, String wanted) {
        if (mistake == null) {
            mistake = "Value " + Violations.quote(text) + " at '" + name + "' is not " + wanted;
        }
    }
}
