package io.millrace.rules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What libraries called in one run of their suites, as the suites have put it down.
///
/// @param title of the library
/// @param counts by `service` and `operation`, set apart by a tab
record LibraryCalls(String title, Map<String, String> counts) {
    private static final Path DIRECTORY = Path.of("..", "docs", "clients", "libraries");

    /// Every library, by the names of their files.
    static List<LibraryCalls> all() throws IOException {
        if (!Files.isDirectory(DIRECTORY)) {
            return List.of();
        }
        List<LibraryCalls> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            for (Path file : files.sorted().toList()) {
                all.add(read(Files.readAllLines(file)));
            }
        }
        return all;
    }

    private static LibraryCalls read(List<String> lines) {
        Map<String, String> counts = new TreeMap<>();
        for (String line : lines.subList(1, lines.size())) {
            int tab = line.lastIndexOf('\t');
            counts.put(line.substring(0, tab), line.substring(tab + 1));
        }
        String head = lines.getFirst();
        return new LibraryCalls(head.substring(2, head.indexOf(':')), counts);
    }
}
