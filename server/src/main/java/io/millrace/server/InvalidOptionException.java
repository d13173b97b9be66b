package io.millrace.server;

/// An option's value breaks a rule. The message names the option, the value and the rule.
public final class InvalidOptionException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    InvalidOptionException(String option, String value, String rule) {
        super(option + " = " + value + ": " + rule);
    }
}
