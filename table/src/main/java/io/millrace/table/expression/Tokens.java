package io.millrace.table.expression;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// The tokens of one expression, read one by one; words every refusal the way DynamoDB does. For
/// one thread.
final class Tokens {
    private static final int MAX_BYTES = 4096;
    private static final int MAX_OPERATORS = 300;

    private final String parameter;
    private final String source;
    private final List<Token> tokens;
    private int at;
    private int operators;

    /// @param parameter name of the expression in the request, such as `UpdateExpression`
    Tokens(String parameter, String source) {
        this.parameter = parameter;
        this.source = source;
        int bytes = source.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_BYTES) {
            throw refusal(
                    "Expression size has exceeded the maximum allowed size; expression size: "
                            + bytes);
        }
        if (source.isBlank()) {
            throw refusal("The expression can not be empty;");
        }
        this.tokens = Lexer.tokens(source);
    }

    Token peek() {
        return tokens.get(at);
    }

    /// Whether this token is a word and the next one opens the arguments of a function.
    boolean atFunction() {
        return peek().kind() == Token.Kind.WORD && tokens.get(at + 1).is("(");
    }

    Token take() {
        return tokens.get(at++);
    }

    boolean at(String sign) {
        return peek().is(sign);
    }

    boolean atWord(String keyword) {
        return peek().isWord(keyword);
    }

    boolean accept(String sign) {
        if (at(sign)) {
            at++;
            return true;
        }
        return false;
    }

    boolean acceptWord(String keyword) {
        if (atWord(keyword)) {
            at++;
            return true;
        }
        return false;
    }

    void expect(String sign) {
        if (!accept(sign)) {
            throw unexpected();
        }
    }

    void expectWord(String keyword) {
        if (!acceptWord(keyword)) {
            throw unexpected();
        }
    }

    boolean atEnd() {
        return peek().kind() == Token.Kind.END;
    }

    void expectEnd() {
        if (!atEnd()) {
            throw unexpected();
        }
    }

    void countOperator() {
        operators++;
        if (operators > MAX_OPERATORS) {
            throw refusal(
                    "The expression contains too many operators; operator count: " + operators);
        }
    }

    /// Says that this token stands where it must not.
    ExpressionException unexpected() {
        return refusal("Syntax error; token: \"" + peek().text() + "\", near: \"" + near() + "\"");
    }

    ExpressionException refusal(String message) {
        return new ExpressionException("Invalid " + parameter + ": " + message);
    }

    /// This token with its neighbours, as they were written.
    private String near() {
        Token first = tokens.get(Math.max(0, at - 1));
        Token last = tokens.get(Math.min(at + 1, tokens.size() - 1));
        if (last.kind() == Token.Kind.END) {
            last = tokens.get(Math.max(0, tokens.size() - 2));
        }
        return source.substring(first.start(), last.end());
    }
}
