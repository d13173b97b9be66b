package io.millrace.server;

/// How the server process ends, told to the shell. Numbers from 65 up are those of `sysexits.h`.
public enum ExitCode {
    /// Stopped because it was asked to, everything closed.
    OK(0),
    /// An option is wrong; nothing was done.
    USAGE(2),
    /// Stored files are damaged; nothing was changed.
    DAMAGED(65),
    /// The port is in use or the address is not of this machine.
    UNAVAILABLE(69),
    /// A defect of the server.
    SOFTWARE(70),
    /// The storage failed; nothing is acknowledged after it.
    STORAGE(74),
    /// Another server uses the data directory.
    LOCKED(75),
    /// The user may not read or write something the server needs.
    NO_PERMISSION(77);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    /// What the shell sees.
    public int number() {
        return number;
    }
}
