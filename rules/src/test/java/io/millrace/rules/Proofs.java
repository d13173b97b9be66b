package io.millrace.rules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The tests that carry `@Behaviour`, found in the sources of all modules.
///
/// @param byId names of tests, `PutGetTest.emptyDataIsARecord`, by the id they carry
record Proofs(Map<String, SortedSet<String>> byId) {
    private static final Pattern MARK =
            Pattern.compile("@Behaviour\\(\\s*\\{?([^)]*?)}?\\s*\\)[\\s\\S]*?\\bvoid (\\w+)\\(");
    private static final Pattern ID = Pattern.compile("\"([^\"]*)\"");

    static Proofs find() throws IOException {
        Proofs proofs = new Proofs(new TreeMap<>());
        try (Stream<Path> files = Files.walk(Path.of(".."), 12)) {
            List<Path> tests =
                    files.filter(file -> file.getFileName().toString().endsWith("Test.java"))
                            .filter(file -> file.toString().contains("/src/test/java/"))
                            .toList();
            for (Path test : tests) {
                proofs.collect(test);
            }
        }
        return proofs;
    }

    private void collect(Path test) throws IOException {
        String name = test.getFileName().toString().replace(".java", "");
        Matcher mark = MARK.matcher(Files.readString(test));
        while (mark.find()) {
            Matcher id = ID.matcher(mark.group(1));
            while (id.find()) {
                byId.computeIfAbsent(id.group(1), _ -> new TreeSet<>())
                        .add(name + "." + mark.group(2));
            }
        }
    }

    SortedSet<String> of(String id) {
        return byId.getOrDefault(id, new TreeSet<>());
    }
}
