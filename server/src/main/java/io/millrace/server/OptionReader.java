package io.millrace.server;

import io.millrace.stream.Limits;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Turns the text of options into values, or says why it cannot.
final class OptionReader {
    private static final Pattern BYTES = Pattern.compile("(\\d{1,15})([kKmMgGtT]?)");
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");
    private static final Pattern TIMES_AWS = Pattern.compile("aws\\*(\\d{1,6}(\\.\\d{1,6})?)");

    private final Map<String, String> values;

    OptionReader(Map<String, String> values) {
        this.values = values;
    }

    String text(String option) {
        return values.getOrDefault(option, "").strip();
    }

    int number(String option) {
        String text = text(option);
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new InvalidOptionException(option, text, "must be a whole number");
        }
    }

    boolean yes(String option) {
        String text = text(option);
        return switch (text) {
            case "true", "" -> text.equals("true");
            case "false" -> false;
            default -> throw new InvalidOptionException(option, text, "must be true or false");
        };
    }

    Path path(String option) {
        Path path = optionalPath(option);
        if (path == null) {
            throw new InvalidOptionException(option, "", "must name a path");
        }
        return path;
    }

    @Nullable Path optionalPath(String option) {
        String text = text(option);
        try {
            return text.isEmpty() ? null : Path.of(text);
        } catch (InvalidPathException e) {
            throw new InvalidOptionException(option, text, "is no path");
        }
    }

    <E extends Enum<E>> E choice(String option, Class<E> type) {
        String text = text(option);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(text)) {
                return constant;
            }
        }
        String all =
                String.join(
                        ", ",
                        Arrays.stream(type.getEnumConstants())
                                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                                .toList());
        throw new InvalidOptionException(option, text, "must be one of " + all);
    }

    Limits limits(String option) {
        String text = text(option);
        Matcher times = TIMES_AWS.matcher(text);
        if (text.equals("off")) {
            return Limits.OFF;
        }
        if (text.equals("aws")) {
            return Limits.AWS;
        }
        if (times.matches() && Double.parseDouble(times.group(1)) > 0) {
            return Limits.timesAws(Double.parseDouble(times.group(1)));
        }
        throw new InvalidOptionException(
                option, text, "must be off, aws, or aws*N with N above 0 and below 1000000");
    }

    Duration duration(String option) {
        String text = text(option);
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        Matcher parts = DURATION.matcher(text);
        if (!parts.matches()) {
            throw new InvalidOptionException(
                    option, text, "must be a number and ms, s, m or h, such as 200ms");
        }
        long number = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case String hours -> Duration.ofHours(number);
        };
    }

    /// @param absent value where the option is not given
    long bytes(String option, long absent) {
        String text = text(option);
        if (text.isEmpty()) {
            return absent;
        }
        Matcher parts = BYTES.matcher(text);
        if (!parts.matches()) {
            throw new InvalidOptionException(
                    option, text, "must be a number of bytes, or one with k, m, g or t behind it");
        }
        int shift =
                switch (parts.group(2).toLowerCase(Locale.ROOT)) {
                    case "k" -> 10;
                    case "m" -> 20;
                    case "g" -> 30;
                    case "t" -> 40;
                    case String none -> 0;
                };
        long number = Long.parseLong(parts.group(1));
        if (number > Long.MAX_VALUE >> shift) {
            throw new InvalidOptionException(option, text, "is too large");
        }
        return number << shift;
    }
}
