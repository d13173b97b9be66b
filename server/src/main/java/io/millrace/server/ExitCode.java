package io.millrace.server;

/// How the server process ends, told to the shell. Numbers from 65 up are those of `sysexits.h`.
public enum ExitCode {
    /// Stopped because it was asked to, everything closed.
    OK(0, "Stopped because it was asked to, everything closed"),
    /// An option is wrong; nothing was done.
    USAGE(2, "An option is wrong; nothing was done"),
    /// Stored files are damaged; nothing was changed.
    DAMAGED(65, "Stored files are damaged; nothing was changed"),
    /// The port is in use or the address is not of this machine.
    UNAVAILABLE(69, "The port is in use or the address is not of this machine"),
    /// A defect of the server.
    SOFTWARE(70, "A defect of the server"),
    /// The storage failed; nothing is acknowledged after it.
    STORAGE(74, "The storage failed; nothing is acknowledged after it"),
    /// Another server uses the data directory.
    LOCKED(75, "Another server uses the data directory"),
    /// The user may not read or write something the server needs.
    NO_PERMISSION(77, "This user may not read or write something the server needs");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    /// What it means, for `--help`.
    public String meaning() {
        return meaning;
    }

    /// What the shell sees.
    public int number() {
        return number;
    }
}
