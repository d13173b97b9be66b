package io.millrace.server;

import java.util.Locale;

/// One option of the server: a flag, an environment variable and a line of the configuration file
/// under one name.
///
/// @param name as in the configuration file, words joined by hyphens
/// @param kind what a value looks like; {@link #SWITCH} for one that may stand alone
/// @param standard value where none is given; empty if there is none
/// @param doc one or two sentences for a reader of `--help` and of the README
public record ServerOption(String name, String kind, String standard, String doc) {
    /// What marks a switch: given alone it says yes.
    static final String SWITCH = "true|false";

    /// The flag, such as `--data-dir`.
    public String flag() {
        return "--" + name;
    }

    /// The environment variable, such as `MILLRACE_DATA_DIR`.
    public String variable() {
        return "MILLRACE_" + name.replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /// Whether the flag may stand without a value.
    public boolean isSwitch() {
        return kind.equals(SWITCH);
    }
}
