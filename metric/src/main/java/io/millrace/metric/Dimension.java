package io.millrace.metric;

import java.util.Comparator;

/// One name and value by which metrics of one name are told apart.
public record Dimension(String name, String value) implements Comparable<Dimension> {
    private static final Comparator<Dimension> ORDER =
            Comparator.comparing(Dimension::name).thenComparing(Dimension::value);

    @Override
    public int compareTo(Dimension other) {
        return ORDER.compare(this, other);
    }
}
