package io.millrace.examples;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/// What anybody finds in a directory of archived lines, who knows nothing of how they came there.
final class Archived {
    private Archived() {}

    /// The lines of all objects, sorted.
    static List<String> lines(Path directory) throws IOException {
        List<Path> objects;
        try (Stream<Path> files = Files.walk(directory)) {
            objects = files.filter(file -> file.toString().endsWith(".gz")).toList();
        }
        List<String> lines = new ArrayList<>();
        for (Path object : objects) {
            try (BufferedReader in =
                    new BufferedReader(
                            new InputStreamReader(
                                    new GZIPInputStream(Files.newInputStream(object)),
                                    StandardCharsets.UTF_8))) {
                in.lines().forEach(lines::add);
            }
        }
        return lines.stream().sorted().toList();
    }
}
