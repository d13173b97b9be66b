package io.millrace.api.kinesis;

import java.util.List;

/// A call that breaks constraints, and what is said about it. Backslashes are doubled, as JSON has
/// them.
///
/// @param faults each with a value, a place and a constraint
record Breach(String operation, String body, List<String> faults) {
    static Breach of(String operation, String body, String... faults) {
        return new Breach(operation, body, List.of(faults));
    }

    @Override
    public String toString() {
        return operation + " " + body.substring(0, Math.min(80, body.length()));
    }

    String message() {
        return faults.size()
                + " validation error"
                + (faults.size() == 1 ? "" : "s")
                + " detected: "
                + String.join("; ", faults);
    }

    static String fault(String value, String place, String constraint) {
        return "Value"
                + value
                + " at '"
                + place
                + "' failed to satisfy constraint: Member must "
                + constraint;
    }

    static String missing(String place) {
        return fault(" null", place, "not be null");
    }

    static String pattern(String value, String place, String pattern) {
        return fault(" '" + value + "'", place, "satisfy regular expression pattern: " + pattern);
    }

    static String shorter(String value, String place, int bound) {
        return fault(" '" + value + "'", place, "have length greater than or equal to " + bound);
    }

    static String longer(String value, String place, int bound) {
        return fault(" '" + value + "'", place, "have length less than or equal to " + bound);
    }

    static String below(String value, String place, int bound) {
        return fault(" '" + value + "'", place, "have value greater than or equal to " + bound);
    }

    static String above(String value, String place, int bound) {
        return fault(" '" + value + "'", place, "have value less than or equal to " + bound);
    }

    static String oneOf(String value, String place, String set) {
        return fault(" '" + value + "'", place, "satisfy enum value set: [" + set + "]");
    }
}
