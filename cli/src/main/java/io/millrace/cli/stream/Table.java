package io.millrace.cli.stream;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/// Rows under headings, each column as wide as its widest text.
final class Table {
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    Table(String... headings) {
        rows.add(List.of(headings));
    }

    /// Adds a row with a text for each heading.
    Table row(String... texts) {
        if (texts.length != rows.getFirst().size()) {
            throw new IllegalArgumentException(
                    texts.length + " texts under " + rows.getFirst().size() + " headings");
        }
        rows.add(List.of(texts));
        return this;
    }

    void print(PrintWriter out) {
        int columns = rows.getFirst().size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                String text = row.get(i);
                line.append(text).append(" ".repeat(widths[i] - text.length())).append(GAP);
            }
            out.println(line.toString().stripTrailing());
        }
    }
}
