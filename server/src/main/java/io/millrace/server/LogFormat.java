package io.millrace.server;

/// Form of the server's log lines.
public enum LogFormat {
    /// For people.
    TEXT,
    /// One JSON object a line, for collectors.
    JSON
}
