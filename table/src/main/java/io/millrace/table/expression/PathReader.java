package io.millrace.table.expression;

import io.millrace.table.value.AttributeValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Reads document paths and values, and puts what they stand for in the place of placeholders.
final class PathReader {
    private static final int MAX_STEPS = 32;

    /// As many as surely fit an int; no list has that many elements.
    private static final int MAX_INDEX_DIGITS = 9;

    private final Tokens tokens;
    private final Placeholders placeholders;
    private final Set<String> keywords;

    /// @param keywords words that the expression's grammar takes for itself, in capitals
    PathReader(Tokens tokens, Placeholders placeholders, Set<String> keywords) {
        this.tokens = tokens;
        this.placeholders = placeholders;
        this.keywords = keywords;
    }

    Path path() {
        List<Path.Step> steps = new ArrayList<>();
        steps.add(name());
        while (true) {
            if (tokens.accept(".")) {
                steps.add(name());
            } else if (tokens.accept("[")) {
                steps.add(index());
            } else {
                break;
            }
        }
        if (steps.size() > MAX_STEPS) {
            throw tokens.refusal(
                    "The document path has too many nesting elements; nesting levels: "
                            + steps.size());
        }
        return new Path(steps);
    }

    AttributeValue value() {
        Token token = tokens.peek();
        if (token.kind() != Token.Kind.VALUE) {
            throw tokens.unexpected();
        }
        tokens.take();
        AttributeValue value = placeholders.value(token.text());
        if (value == null) {
            throw tokens.refusal(
                    "An expression attribute value used in expression is not defined; attribute"
                            + " value: "
                            + token.text());
        }
        return value;
    }

    boolean atKeyword() {
        return keywords.stream().anyMatch(tokens::atWord);
    }

    private Path.Step name() {
        Token token = tokens.peek();
        return switch (token.kind()) {
            case WORD -> {
                if (atKeyword()) {
                    throw tokens.unexpected();
                }
                if (ReservedWords.contains(token.text())) {
                    throw tokens.refusal(
                            "Attribute name is a reserved keyword; reserved keyword: "
                                    + token.text());
                }
                yield new Path.Step.Name(tokens.take().text());
            }
            case NAME -> new Path.Step.Name(resolved(tokens.take().text()));
            case VALUE, NUMBER, SIGN, UNKNOWN, END -> throw tokens.unexpected();
        };
    }

    private String resolved(String placeholder) {
        String name = placeholders.name(placeholder);
        if (name == null) {
            throw tokens.refusal(
                    "An expression attribute name used in the document path is not defined;"
                            + " attribute name: "
                            + placeholder);
        }
        return name;
    }

    private Path.Step index() {
        Token token = tokens.peek();
        if (token.kind() != Token.Kind.NUMBER) {
            throw tokens.unexpected();
        }
        tokens.take();
        tokens.expect("]");
        String digits = token.text();
        if (digits.length() > MAX_INDEX_DIGITS) {
            throw tokens.refusal(
                    "List index is not within the allowable range; index: [" + digits + "]");
        }
        return new Path.Step.Index(Integer.parseInt(digits));
    }
}
