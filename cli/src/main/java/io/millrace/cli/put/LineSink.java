package io.millrace.cli.put;

/// Takes lines as they are found.
public interface LineSink {
    /// One line, without its line feed. May block.
    void line(byte[] line) throws InterruptedException;

    /// A line too long for a record, left out.
    ///
    /// @param lengthBytes its length without the line feed
    void tooLong(long lengthBytes) throws InterruptedException;
}
