package io.millrace.api.cloudwatch;

import io.millrace.api.protocol.Refused;
import java.util.List;
import java.util.stream.Collectors;

/// Words what CloudWatch refuses.
final class Refusal {
    static final String MODEL = "com.amazonaws.cloudwatch#";

    private Refusal() {}

    static Refused invalidValue(String text) {
        return modelled("InvalidParameterValue", "InvalidParameterValueException", text);
    }

    static Refused invalidCombination(String text) {
        return modelled(
                "InvalidParameterCombination", "InvalidParameterCombinationException", text);
    }

    static Refused missing(String parameter) {
        return missing(List.of(parameter));
    }

    /// One line for each of them.
    static Refused missing(List<String> parameters) {
        return modelled(
                "MissingParameter",
                "MissingRequiredParameterException",
                parameters.stream()
                        .map(parameter -> "The parameter " + parameter + " is required.")
                        .collect(Collectors.joining("\n")));
    }

    static Refused invalidNextToken() {
        return modelled(
                "InvalidNextToken", "InvalidNextToken", "The parameter NextToken is invalid.");
    }

    static Refused validation(String text) {
        return new Refused(
                400, "ValidationError", "com.amazon.coral.validate#ValidationException", text);
    }

    private static Refused modelled(String code, String shape, String text) {
        return new Refused(400, code, MODEL + shape, text);
    }
}
