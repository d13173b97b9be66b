package io.millrace.table.expression;

import java.util.List;

/// Refuses paths of which one leads through the other (overlap), or which take the same value for a
/// map and for a list (conflict).
final class Overlaps {
    private Overlaps() {}

    static void refuse(Tokens tokens, List<Path> paths) {
        for (int later = 1; later < paths.size(); later++) {
            for (int earlier = 0; earlier < later; earlier++) {
                refuse(tokens, paths.get(earlier), paths.get(later));
            }
        }
    }

    private static void refuse(Tokens tokens, Path one, Path two) {
        int shorter = Math.min(one.steps().size(), two.steps().size());
        for (int at = 0; at < shorter; at++) {
            Path.Step a = one.steps().get(at);
            Path.Step b = two.steps().get(at);
            if (a.equals(b)) {
                continue;
            }
            if (a instanceof Path.Step.Name == b instanceof Path.Step.Name) {
                return;
            }
            throw refusal(tokens, "conflict", one, two);
        }
        throw refusal(tokens, "overlap", one, two);
    }

    private static ExpressionException refusal(Tokens tokens, String what, Path one, Path two) {
        return tokens.refusal(
                "Two document paths "
                        + what
                        + " with each other; must remove or rewrite one of these paths; path one: "
                        + one
                        + ", path two: "
                        + two);
    }
}
