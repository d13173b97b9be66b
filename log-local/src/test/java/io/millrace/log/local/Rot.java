package io.millrace.log.local;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Damages files of a data directory, and tells whether anything in it changed.
final class Rot {
    private Rot() {}

    /// Turns one bit of a byte.
    static void flip(Path file, long offset) throws IOException {
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
            access.seek(offset);
            int value = access.read();
            access.seek(offset);
            access.write(value ^ 4);
        }
    }

    static void truncate(Path file, long size) throws IOException {
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
            access.setLength(size);
        }
    }

    /// The files of a directory, by name.
    static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.sorted().toList();
        }
    }

    /// All bytes below a directory that mean something, in a form that tells any change.
    static Map<String, Integer> state(Path root) throws IOException {
        Map<String, Integer> state = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                if (!file.endsWith("lock")) {
                    state.put(
                            root.relativize(file).toString(),
                            Arrays.hashCode(Files.readAllBytes(file)));
                }
            }
        }
        return state;
    }

    static Path copy(Path origin, Path target) throws IOException {
        try (Stream<Path> all = Files.walk(origin)) {
            for (Path each : all.filter(Files::isRegularFile).toList()) {
                Path copy = target.resolve(origin.relativize(each).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(each, copy);
            }
        }
        return target;
    }
}
