package io.millrace.testkit.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;

/// The Kinesis API as `kinesis-model.txt` has it.
///
/// @param operations by name
/// @param shapes by name
/// @param overrides what holds instead of the model, with its reason, by the place in the file
public record ServiceModel(
        SortedMap<String, ModelOperation> operations,
        Map<String, ModelShape> shapes,
        Map<String, String> overrides) {
    private static final String FILE = "kinesis-model.txt";

    /// Reads the file.
    public static ServiceModel kinesis() {
        try (InputStream file = ServiceModel.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is not there");
            }
            return new ModelReader(new String(file.readAllBytes(), StandardCharsets.UTF_8)).read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// An operation that is there.
    public ModelOperation operation(String name) {
        ModelOperation operation = operations.get(name);
        if (operation == null) {
            throw new IllegalArgumentException("the model has no operation " + name);
        }
        return operation;
    }
}
