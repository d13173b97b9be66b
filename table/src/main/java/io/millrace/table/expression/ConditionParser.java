package io.millrace.table.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Parses a condition by recursive descent.
///
/// ```
/// or         = and { OR and }
/// and        = not { AND not }
/// not        = NOT not | comparison
/// comparison = operand [ ( = <> < <= > >= ) operand | BETWEEN operand AND operand
///                      | IN "(" operand { "," operand } ")" ]
/// operand    = "(" or ")" | function "(" operand { "," operand } ")" | :value | path
/// ```
///
/// What stands in parentheses may be a condition or an operand; which of the two is wanted is
/// checked where it is used.
final class ConditionParser {
    private static final Set<String> KEYWORDS = Set.of("AND", "OR", "NOT", "BETWEEN", "IN");
    private static final int MAX_IN_OPERANDS = 100;

    /// As deep as parentheses go that hold a comparison and an AND or OR each, with 300 operators;
    /// and what fits the small stacks of the server's threads.
    private static final int MAX_DEPTH = 150;

    private final Tokens tokens;
    private final PathReader paths;
    private final ConditionChecks checks;
    private int depth;

    /// What was parsed.
    private sealed interface Node {
        /// The function called, or null.
        @Nullable String function();

        /// Whether parentheses stand around it.
        boolean wrapped();
    }

    private record Value(Operand operand, @Nullable String function, boolean wrapped)
            implements Node {}

    private record Truth(Condition condition, @Nullable String function, boolean wrapped)
            implements Node {}

    ConditionParser(Tokens tokens, Placeholders placeholders) {
        this.tokens = tokens;
        this.paths = new PathReader(tokens, placeholders, KEYWORDS);
        this.checks = new ConditionChecks(tokens);
    }

    Condition parse() {
        Condition condition = condition(or());
        tokens.expectEnd();
        return condition;
    }

    private Node or() {
        Node first = and();
        if (!tokens.atWord("OR")) {
            return first;
        }
        List<Condition> any = new ArrayList<>();
        any.add(condition(first));
        while (another("OR")) {
            any.add(condition(and()));
        }
        return truth(new Condition.Or(any));
    }

    private Node and() {
        Node first = not();
        if (!tokens.atWord("AND")) {
            return first;
        }
        List<Condition> all = new ArrayList<>();
        all.add(condition(first));
        while (another("AND")) {
            all.add(condition(not()));
        }
        return truth(new Condition.And(all));
    }

    private boolean another(String keyword) {
        if (tokens.acceptWord(keyword)) {
            tokens.countOperator();
            return true;
        }
        return false;
    }

    private Node not() {
        if (another("NOT")) {
            return truth(new Condition.Not(condition(not())));
        }
        return comparison();
    }

    private Node comparison() {
        Node left = operand();
        Comparison comparison = comparisonOf(tokens.peek());
        if (comparison != null) {
            Operand value = value(left);
            String sign = tokens.take().text();
            tokens.countOperator();
            Operand right = value(operand());
            checks.compared(sign, comparison, value, right);
            return truth(new Condition.Compare(comparison, value, right));
        }
        if (tokens.atWord("BETWEEN")) {
            Operand value = value(left);
            tokens.take();
            return between(value);
        }
        if (tokens.atWord("IN")) {
            Operand value = value(left);
            tokens.take();
            return in(value);
        }
        return left;
    }

    private static @Nullable Comparison comparisonOf(Token token) {
        return token.kind() != Token.Kind.SIGN
                ? null
                : switch (token.text()) {
                    case "=" -> Comparison.EQ;
                    case "<>" -> Comparison.NE;
                    case "<" -> Comparison.LT;
                    case "<=" -> Comparison.LE;
                    case ">" -> Comparison.GT;
                    case ">=" -> Comparison.GE;
                    default -> null;
                };
    }

    private Node between(Operand value) {
        tokens.countOperator();
        Operand low = value(operand());
        tokens.expectWord("AND");
        Operand high = value(operand());
        checks.between(value, low, high);
        return truth(new Condition.Between(value, low, high));
    }

    private Node in(Operand value) {
        tokens.countOperator();
        tokens.expect("(");
        List<Operand> list = operands();
        if (list.size() > MAX_IN_OPERANDS) {
            throw tokens.refusal(
                    "The IN operator is provided with too many operands; number of operands: "
                            + list.size());
        }
        return truth(new Condition.In(value, list));
    }

    private Node operand() {
        if (tokens.at("(")) {
            return parenthesised();
        }
        if (tokens.atFunction() && !paths.atKeyword()) {
            return function();
        }
        return new Value(
                tokens.peek().kind() == Token.Kind.VALUE
                        ? new Operand.Literal(paths.value())
                        : new Operand.Stored(paths.path()),
                null,
                false);
    }

    private Node parenthesised() {
        enter();
        tokens.expect("(");
        Node inner = or();
        tokens.expect(")");
        depth--;
        if (inner.wrapped()) {
            throw redundant();
        }
        return switch (inner) {
            case Value v -> new Value(v.operand(), v.function(), true);
            case Truth t -> new Truth(t.condition(), t.function(), true);
        };
    }

    private Node function() {
        enter();
        String name = tokens.take().text();
        tokens.expect("(");
        List<Operand> arguments = operands();
        depth--;
        if (name.equals("size")) {
            return new Value(checks.size(arguments), name, false);
        }
        return new Truth(checks.function(name, arguments), name, false);
    }

    /// Operands up to the closing parenthesis.
    private List<Operand> operands() {
        List<Operand> operands = new ArrayList<>();
        do {
            operands.add(value(operand()));
        } while (tokens.accept(","));
        tokens.expect(")");
        return operands;
    }

    private void enter() {
        depth++;
        if (depth > MAX_DEPTH) {
            throw redundant();
        }
    }

    private Condition condition(Node node) {
        return switch (node) {
            case Truth truth -> truth.condition();
            case Value value -> throw notHere(value);
        };
    }

    private Operand value(Node node) {
        return switch (node) {
            case Value value -> value.operand();
            case Truth truth -> throw notHere(truth);
        };
    }

    private ExpressionException notHere(Node node) {
        String function = node.function();
        return function == null
                ? tokens.unexpected()
                : tokens.refusal(
                        "The function is not allowed to be used this way in an expression;"
                                + " function: "
                                + function);
    }

    private ExpressionException redundant() {
        return tokens.refusal("The expression has redundant parentheses;");
    }

    private static Node truth(Condition condition) {
        return new Truth(condition, null, false);
    }
}
