package io.millrace.examples;

import io.millrace.examples.CountTable.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The report: what there was in each minute, and which minutes ask for attention.
///
/// @param rows the counts
/// @param alertPercent share of failed requests from which a minute is an alert
record Minutes(List<Row> rows, int alertPercent) {
    private static final long HUNDRED = 100;

    /// How many lines are counted.
    long total() {
        return rows.stream().mapToLong(Row::hits).sum();
    }

    /// As a page of text, a line for each minute, then one for each alert, then the total.
    String text() {
        Map<String, List<Row>> minutes =
                rows.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Row::minute, TreeMap::new, Collectors.toList()));
        List<String> lines = new ArrayList<>();
        List<String> alerts = new ArrayList<>();
        lines.add(
                String.format(Locale.ROOT, "%-18s%9s%9s  %s", "minute", "hits", "errors", "most"));
        minutes.forEach((minute, sections) -> {
            long hits = sections.stream().mapToLong(Row::hits).sum();
            long errors = sections.stream().mapToLong(Row::errors).sum();
            Row most = sections.stream().max(Comparator.comparingLong(Row::hits)).orElseThrow();
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "%-18s%9d%9d  %s %d",
                            minute,
                            hits,
                            errors,
                            most.section(),
                            most.hits()));
            if (errors * HUNDRED >= hits * alertPercent) {
                alerts.add(
                        String.format(
                                Locale.ROOT,
                                "ALERT %s: %d of %d requests failed (threshold %d %%)",
                                minute,
                                errors,
                                hits,
                                alertPercent));
            }
        });
        lines.addAll(alerts);
        lines.add("total " + total());
        return String.join("\n", lines) + "\n";
    }
}
