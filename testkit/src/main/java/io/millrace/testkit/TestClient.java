package io.millrace.testkit;

import java.nio.file.Path;
import java.util.Locale;

/// A client that drives the packaged server, in the order of the compatibility page's columns.
public enum TestClient {
    /// `KinesisClient` of the AWS SDK for Java v2: HTTP/1.1, CBOR and JSON, with and without TLS.
    JAVA_SYNC("Java SDK", "Java SDK, synchronous"),

    /// `KinesisAsyncClient` of the AWS SDK for Java v2: HTTP/2 with prior knowledge and inside TLS
    /// without ALPN, CBOR and JSON.
    JAVA_ASYNC("Java SDK", "Java SDK, asynchronous"),

    /// AWS SDK for JavaScript v3: HTTP/2, JSON.
    NODE("Node SDK", "Node SDK"),

    /// The AWS command line: HTTP/1.1, JSON.
    AWS_CLI("aws-cli", "aws-cli"),

    /// No SDK at all: HTTP/1.1, JSON, and events as botocore reads them.
    RAW("plain HTTP/1.1", "plain HTTP/1.1");

    private static final Path DIRECTORY = Path.of("..", "docs", "clients");

    private final String implementation;
    private final String title;

    TestClient(String implementation, String title) {
        this.implementation = implementation;
        this.title = title;
    }

    /// Equal for clients that share their code.
    public String implementation() {
        return implementation;
    }

    /// For the head of a column.
    public String title() {
        return title;
    }

    /// Where it is put down what the client called, seen from the directory of a module.
    Path file() {
        return DIRECTORY.resolve(name().toLowerCase(Locale.ROOT).replace('_', '-') + ".tsv");
    }
}
