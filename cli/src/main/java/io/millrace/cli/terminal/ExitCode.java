package io.millrace.cli.terminal;

/// How a command ends, told to the shell.
public final class ExitCode {
    /// All was done.
    public static final int OK = 0;

    /// It could not be done, or not to the end; a line on standard error says why.
    public static final int FAILURE = 1;

    /// The command line was wrong; nothing was done.
    public static final int USAGE = 2;

    /// It ran to its end, and something is missing or wrong: lines too long for a record, records
    /// that a verification did not find, damage in a directory.
    public static final int INCOMPLETE = 3;

    private ExitCode() {}
}
