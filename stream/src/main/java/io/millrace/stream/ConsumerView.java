package io.millrace.stream;

/// A registered consumer at one moment.
///
/// @param createdMillis creation instant in milliseconds since 1970
public record ConsumerView(
        StreamKey stream, String name, long createdMillis, ConsumerStatus status) {
    /// Its name within the stream, as its ARN has it.
    public ConsumerName key() {
        return new ConsumerName(name, createdMillis / 1000);
    }

    /// Its ARN. The partition follows from the region.
    public String arn() {
        return new ResourceKey(stream, key()).arn();
    }
}
