package io.millrace.examples;

/// Compresses and archives the lines in a stream, into a directory or a bucket.
public final class Archive {
    private Archive() {}

    /// Runs until it is asked to end.
    ///
    /// @param arguments the stream, the table of what is archived, a directory or
    ///   `s3://bucket/prefix`
    public static void main(String[] arguments) {
        if (arguments.length != 3) {
            System.err.println("usage: Archive STREAM TABLE DIRECTORY|s3://BUCKET/PREFIX");
            System.exit(2);
        }
        RangeTable table = new RangeTable(Clients.tables(), arguments[1]);
        table.create();
        ObjectStore store = ObjectStore.at(arguments[2]);
        Worker.run(
                arguments[1] + "-archive", arguments[0], id -> new ArchivingSink(table, store, id));
    }
}
