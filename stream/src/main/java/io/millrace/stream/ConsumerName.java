package io.millrace.stream;

/// Names a consumer of a stream, as its ARN does.
///
/// @param createdSeconds when it was registered, in seconds since 1970: one registered again under
///   the same name is another
public record ConsumerName(String name, long createdSeconds) {}
