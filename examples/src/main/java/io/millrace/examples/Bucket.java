package io.millrace.examples;

import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/// A bucket as a store; a put of S3 is whole and durable when it is answered.
///
/// @param prefix put before every name, empty or ending with `/`
record Bucket(S3Client objects, String bucket, String prefix) implements ObjectStore {
    @Override
    public void write(String name, byte[] content) {
        Patience.await(() ->
                objects.putObject(
                        r -> r.bucket(bucket).key(prefix + name).contentType("application/gzip"),
                        RequestBody.fromBytes(content)));
    }
}
