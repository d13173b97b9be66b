package io.millrace.api.kinesis;

import java.util.regex.Pattern;

/// Finds texts that a pattern of the model matches. It understands what those patterns use: groups,
/// alternatives, classes, escapes and counts.
final class PatternSample {
    private static final String CANDIDATES = "a01_-./:AZ!";

    private final String pattern;
    private int at;

    private PatternSample(String pattern) {
        this.pattern = pattern;
    }

    /// The shortest text, taking the first of alternatives.
    static String shortest(String pattern) {
        String text = new PatternSample(pattern).alternatives();
        if (!text.matches(pattern)) {
            throw new AssertionError("'" + text + "' does not match " + pattern);
        }
        return text;
    }

    /// A text of a length; the closest one above it where the pattern has none.
    static String ofLength(String pattern, int length) {
        String text = shortest(pattern);
        if (text.length() >= length) {
            return text;
        }
        Pattern compiled = Pattern.compile(pattern);
        String grown = text.isEmpty() ? "a" : text;
        int more = length - grown.length();
        for (int i = grown.length() - 1; i >= 0; i--) {
            String longer =
                    grown.substring(0, i)
                            + String.valueOf(grown.charAt(i)).repeat(more + 1)
                            + grown.substring(i + 1);
            if (compiled.matcher(longer).matches()) {
                return longer;
            }
        }
        return text + "a".repeat(length - text.length());
    }

    private String alternatives() {
        String first = sequence();
        while (at < pattern.length() && pattern.charAt(at) == '|') {
            at++;
            sequence();
        }
        return first;
    }

    private String sequence() {
        StringBuilder text = new StringBuilder();
        while (at < pattern.length() && "|)".indexOf(pattern.charAt(at)) < 0) {
            String atom = atom();
            text.append(atom.repeat(count()));
        }
        return text.toString();
    }

    private String atom() {
        char c = pattern.charAt(at);
        int start = at;
        switch (c) {
            case '(' -> {
                at++;
                String inner = alternatives();
                at++;
                return inner;
            }
            case '[' -> {
                while (pattern.charAt(at) != ']') {
                    at += pattern.charAt(at) == '\\' ? 2 : 1;
                }
                at++;
            }
            case '\\' -> at += 2;
            case '^', '$' -> {
                at++;
                return "";
            }
            default -> {
                at++;
                return c == '.' ? "a" : String.valueOf(c);
            }
        }
        return one(pattern.substring(start, at));
    }

    /// A character that a class or an escape matches.
    private static String one(String atom) {
        for (int i = 0; i < CANDIDATES.length(); i++) {
            String candidate = CANDIDATES.substring(i, i + 1);
            if (candidate.matches(atom)) {
                return candidate;
            }
        }
        throw new AssertionError("no candidate for " + atom);
    }

    /// How often the atom before must stand.
    private int count() {
        if (at == pattern.length()) {
            return 1;
        }
        return switch (pattern.charAt(at)) {
            case '*', '?' -> {
                at++;
                yield 0;
            }
            case '+' -> {
                at++;
                yield 1;
            }
            case '{' -> {
                int end = pattern.indexOf('}', at);
                String least = pattern.substring(at + 1, end).split(",", -1)[0];
                at = end + 1;
                yield Integer.parseInt(least);
            }
            default -> 1;
        };
    }
}
