package io.millrace.table.expression;

/// A word, sign or placeholder of an expression.
///
/// @param start index of its first char
/// @param end index behind its last char
record Token(Kind kind, String text, int start, int end) {
    enum Kind {
        /// A letter, then letters, digits and underscores: a name, a keyword or a function.
        WORD,
        /// `#name`.
        NAME,
        /// `:value`.
        VALUE,
        /// Digits.
        NUMBER,
        /// An operator, a bracket, a comma or a full stop.
        SIGN,
        /// A char that begins nothing.
        UNKNOWN,
        /// Behind the last token.
        END
    }

    boolean is(String sign) {
        return kind == Kind.SIGN && text.equals(sign);
    }

    boolean isWord(String keyword) {
        return kind == Kind.WORD && text.equalsIgnoreCase(keyword);
    }
}
