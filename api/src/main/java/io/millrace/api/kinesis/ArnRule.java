package io.millrace.api.kinesis;

import io.millrace.wire.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Makes rules of patterns with several `.*` in them, as those of ARNs have, whose time does not
/// grow with a power of the length for each of them.
///
/// The parts between the `.*` are looked for from left to right, each where it comes first: if a
/// text matches at all, it matches that way, since all parts but the last have a fixed length.
final class ArnRule {
    private static final Pattern LINE_END = Pattern.compile("[\\n\\r\\x{85}\\x{2028}\\x{2029}]");

    private ArnRule() {}

    /// @param pattern regular expression; it may have `.*` where any text may stand, and other
    ///   quantifiers without an upper bound only behind the last of them
    static Rule of(String pattern) {
        List<Pattern> parts = new ArrayList<>();
        int from = 0;
        for (int at = pattern.indexOf(".*"); at >= 0; at = pattern.indexOf(".*", from)) {
            parts.add(Pattern.compile(pattern.substring(from, at)));
            from = at + 2;
        }
        Pattern last = Pattern.compile("(?:" + pattern.substring(from) + ")\\z");
        return new Rule(pattern, text -> matches(parts, last, text));
    }

    private static boolean matches(List<Pattern> parts, Pattern last, String text) {
        int end = 0;
        for (Pattern part : parts) {
            Matcher matcher = part.matcher(text);
            boolean found = end == 0 ? matcher.lookingAt() : matcher.find(end);
            if (!found) {
                return false;
            }
            end = matcher.end();
        }
        Matcher matcher = last.matcher(text);
        return matcher.find(end) && !LINE_END.matcher(text).region(0, matcher.start()).find();
    }
}
