package io.millrace.table.expression;

import io.millrace.table.value.AttributeValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// Parses an update by recursive descent.
///
/// ```
/// update  = section { section }
/// section = SET set { "," set } | REMOVE path { "," path }
///         | ADD path :value { "," path :value } | DELETE path :value { "," path :value }
/// set     = path "=" value
/// value   = "(" value ")" | operand [ ( + - ) operand ]
/// operand = "(" operand ")" | function "(" operand { "," operand } ")" | :value | path
/// ```
final class UpdateParser {
    private static final Set<String> KEYWORDS = Set.of("SET", "REMOVE", "ADD", "DELETE");

    /// Deeper, an expression has parentheses that do nothing.
    private static final int MAX_DEPTH = 150;

    private final Tokens tokens;
    private final PathReader paths;
    private final UpdateChecks checks;
    private final List<Update.Action> actions = new ArrayList<>();
    private int depth;

    UpdateParser(Tokens tokens, Placeholders placeholders) {
        this.tokens = tokens;
        this.paths = new PathReader(tokens, placeholders, KEYWORDS);
        this.checks = new UpdateChecks(tokens);
    }

    Update parse() {
        Set<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        do {
            if (!paths.atKeyword()) {
                throw tokens.unexpected();
            }
            String section = tokens.take().text();
            if (!seen.add(section)) {
                throw tokens.refusal(
                        "The \""
                                + section.toUpperCase(Locale.ROOT)
                                + "\" section can only be used once in an update expression;");
            }
            section(section);
        } while (!tokens.atEnd());
        Overlaps.refuse(tokens, actions.stream().map(Update.Action::path).toList());
        return new Update(actions, false);
    }

    private void section(String keyword) {
        do {
            Path path = paths.path();
            actions.add(
                    switch (keyword.toUpperCase(Locale.ROOT)) {
                        case "SET" -> {
                            tokens.expect("=");
                            yield new Update.Action.Set(path, value());
                        }
                        case "ADD" -> new Update.Action.Add(path, checks.added(paths.value()));
                        case "DELETE" ->
                                new Update.Action.Delete(path, checks.deleted(paths.value()));
                        default -> new Update.Action.Remove(path);
                    });
        } while (tokens.accept(","));
    }

    private Operand value() {
        if (!tokens.accept("(")) {
            return sum(operand());
        }
        enter();
        Operand inner = value();
        leave();
        return inner instanceof Operand.Plus || inner instanceof Operand.Minus ? inner : sum(inner);
    }

    private Operand sum(Operand left) {
        if (!tokens.at("+") && !tokens.at("-")) {
            return left;
        }
        String sign = tokens.take().text();
        tokens.countOperator();
        Operand right = operand();
        checks.calculated(sign, left);
        checks.calculated(sign, right);
        return sign.equals("+") ? new Operand.Plus(left, right) : new Operand.Minus(left, right);
    }

    private Operand operand() {
        if (tokens.accept("(")) {
            enter();
            Operand inner = operand();
            leave();
            return inner;
        }
        if (tokens.atFunction() && !paths.atKeyword()) {
            return function();
        }
        if (tokens.peek().kind() == Token.Kind.VALUE) {
            AttributeValue value = paths.value();
            return new Operand.Literal(value);
        }
        return new Operand.Stored(paths.path());
    }

    private Operand function() {
        String name = tokens.take().text();
        tokens.expect("(");
        enter();
        List<Operand> arguments = new ArrayList<>();
        do {
            arguments.add(operand());
        } while (tokens.accept(","));
        leave();
        return checks.function(name, arguments);
    }

    private void enter() {
        depth++;
        if (depth > MAX_DEPTH) {
            throw tokens.refusal("The expression has redundant parentheses;");
        }
    }

    private void leave() {
        tokens.expect(")");
        depth--;
    }
}
