package io.millrace.examples;

import java.nio.file.Path;

/// Where archived objects go: a directory, or a bucket of any S3 endpoint.
interface ObjectStore {
    /// Keeps an object, whole and durable when this returns, in place of one of the same name.
    ///
    /// @param name parts joined by `/`
    void write(String name, byte[] content);

    /// The store at an address.
    ///
    /// @param address `s3://bucket/prefix`, or a directory, which is made where it is missing
    static ObjectStore at(String address) {
        if (!address.startsWith("s3://")) {
            return new Directory(Path.of(address));
        }
        String[] parts = address.substring("s3://".length()).split("/", 2);
        String prefix = parts.length < 2 || parts[1].isEmpty() ? "" : parts[1] + "/";
        return new Bucket(Clients.objects(), parts[0], prefix.replaceAll("/+$", "/"));
    }
}
