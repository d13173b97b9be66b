package io.millrace.examples;

/// Keeps running counts per minute and section of the access log lines in a stream.
public final class Counts {
    private Counts() {}

    /// Runs until it is asked to end.
    ///
    /// @param arguments the stream, the table of counts
    public static void main(String[] arguments) {
        if (arguments.length != 2) {
            System.err.println("usage: Counts STREAM TABLE");
            System.exit(2);
        }
        CountTable table = new CountTable(Clients.tables(), arguments[1]);
        table.create();
        Worker.run(arguments[1] + "-counts", arguments[0], id -> new CountingSink(table, id));
    }
}
