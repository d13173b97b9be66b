package io.millrace.api.dynamodb;

/// What is wrong with a value of the right form. It is told when the call gets to the value, so
/// that mistakes are found in the order of the service.
///
/// @param name of the attribute it was found in; empty while that is not known
record Flaw(String name, String text) {
    private static final String PARAMETERS = "One or more parameter values were invalid: ";

    Flaw(String text) {
        this("", text);
    }

    /// One about a parameter of the wrong content.
    static Flaw invalid(String text) {
        return new Flaw(PARAMETERS + text);
    }

    Flaw in(String attribute) {
        return new Flaw(attribute, text);
    }
}
