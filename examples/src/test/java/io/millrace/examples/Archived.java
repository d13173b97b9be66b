package io.millrace.examples;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

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
            lines.addAll(lines(Files.newInputStream(object)));
        }
        return lines.stream().sorted().toList();
    }

    /// The lines of all objects below a prefix of a bucket, sorted.
    static List<String> lines(S3Client objects, String bucket, String prefix) throws IOException {
        List<String> lines = new ArrayList<>();
        for (S3Object object :
                objects.listObjectsV2Paginator(r -> r.bucket(bucket).prefix(prefix)).contents()) {
            lines.addAll(lines(objects.getObject(r -> r.bucket(bucket).key(object.key()))));
        }
        return lines.stream().sorted().toList();
    }

    private static List<String> lines(InputStream object) throws IOException {
        try (BufferedReader in =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(object), StandardCharsets.UTF_8))) {
            return in.lines().toList();
        }
    }
}
