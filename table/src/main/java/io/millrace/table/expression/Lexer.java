package io.millrace.table.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Cuts an expression into tokens. Never fails: what begins no token is one of its own, for the
/// parser to stumble over.
final class Lexer {
    private static final String SINGLE_SIGNS = "()[].,=<>+-";
    private static final Set<String> DOUBLE_SIGNS = Set.of("<>", "<=", ">=");

    private final String source;
    private int at;

    private Lexer(String source) {
        this.source = source;
    }

    /// The tokens, the last one {@link Token.Kind#END}.
    static List<Token> tokens(String source) {
        Lexer lexer = new Lexer(source);
        List<Token> tokens = new ArrayList<>();
        do {
            tokens.add(lexer.next());
        } while (tokens.getLast().kind() != Token.Kind.END);
        return tokens;
    }

    /// Whether a text is a placeholder that begins with a mark, and nothing else.
    static boolean isPlaceholder(String text, char mark) {
        return text.length() > 1
                && text.charAt(0) == mark
                && new Lexer(text).wordFrom(1) == text.length();
    }

    private Token next() {
        while (at < source.length() && isSpace(source.charAt(at))) {
            at++;
        }
        if (at == source.length()) {
            return new Token(Token.Kind.END, "<EOF>", at, at);
        }
        char c = source.charAt(at);
        if (isLetter(c)) {
            return token(Token.Kind.WORD, wordFrom(at));
        }
        if (isDigit(c)) {
            int end = at;
            while (end < source.length() && isDigit(source.charAt(end))) {
                end++;
            }
            return token(Token.Kind.NUMBER, end);
        }
        if ((c == '#' || c == ':') && wordFrom(at + 1) > at + 1) {
            return token(c == '#' ? Token.Kind.NAME : Token.Kind.VALUE, wordFrom(at + 1));
        }
        if (at + 2 <= source.length() && DOUBLE_SIGNS.contains(source.substring(at, at + 2))) {
            return token(Token.Kind.SIGN, at + 2);
        }
        return token(SINGLE_SIGNS.indexOf(c) < 0 ? Token.Kind.UNKNOWN : Token.Kind.SIGN, at + 1);
    }

    private Token token(Token.Kind kind, int end) {
        Token token = new Token(kind, source.substring(at, end), at, end);
        at = end;
        return token;
    }

    /// Where letters, digits and underscores end.
    private int wordFrom(int start) {
        int end = start;
        while (end < source.length() && isPart(source.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isPart(char c) {
        return isLetter(c) || isDigit(c) || c == '_';
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }
}
