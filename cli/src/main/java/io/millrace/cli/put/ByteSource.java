package io.millrace.cli.put;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/// Where the bytes come from.
interface ByteSource extends Closeable {
    /// The input is over.
    int END = -1;

    /// The input goes on with other bytes than those that would have followed: a line in progress
    /// ends here.
    int BREAK = -2;

    /// Nothing for now; ask again later.
    int NOTHING_YET = 0;

    /// Reads what is there.
    ///
    /// @return number of bytes put into `buffer`, or one of the constants
    int read(byte[] buffer) throws IOException;

    /// A source that ends where `input` ends.
    static ByteSource of(InputStream input) {
        return new ByteSource() {
            @Override
            public int read(byte[] buffer) throws IOException {
                return input.read(buffer);
            }

            @Override
            public void close() throws IOException {
                input.close();
            }
        };
    }
}
