package io.millrace.api.cloudwatch;

/// A call is refused: the error by its two names, that of the query protocol and that of its shape.
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final String MODEL = "com.amazonaws.cloudwatch#";
    private static final String FRAMEWORK = "com.amazon.coral.service#";
    private static final String SUFFIX = "Exception";

    private final int status;
    private final String code;
    private final String type;
    private final String text;

    private Refusal(int status, String code, String type, String text) {
        // The client's mistake: no stack trace.
        super(text, null, false, false);
        this.status = status;
        this.code = code;
        this.type = type;
        this.text = text;
    }

    static Refusal invalidValue(String text) {
        return modelled("InvalidParameterValue", "InvalidParameterValueException", text);
    }

    static Refusal invalidCombination(String text) {
        return modelled(
                "InvalidParameterCombination", "InvalidParameterCombinationException", text);
    }

    static Refusal missing(String parameter) {
        return modelled(
                "MissingParameter",
                "MissingRequiredParameterException",
                "The parameter " + parameter + " is required.");
    }

    static Refusal invalidNextToken() {
        return modelled(
                "InvalidNextToken", "InvalidNextToken", "The parameter NextToken is invalid.");
    }

    static Refusal validation(String text) {
        return new Refusal(
                400, "ValidationError", "com.amazon.coral.validate#ValidationException", text);
    }

    static Refusal internal() {
        return new Refusal(
                500, "InternalServiceError", MODEL + "InternalServiceFault", "Internal failure");
    }

    static Refusal unknownOperation(String name) {
        return new Refusal(
                400,
                "InvalidAction",
                FRAMEWORK + "UnknownOperationException",
                "Could not find operation "
                        + name
                        + " for version 2010-08-01. This server has GetMetricData,"
                        + " GetMetricStatistics and ListMetrics.");
    }

    static Refusal malformed(String text) {
        return new Refusal(400, "MalformedInput", FRAMEWORK + "SerializationException", text);
    }

    static Refusal tooLarge(int maxBytes) {
        return new Refusal(
                413,
                "RequestEntityTooLarge",
                FRAMEWORK + "RequestEntityTooLargeException",
                "The request is larger than " + maxBytes + " bytes when decompressed.");
    }

    /// What is wrong with the credentials.
    ///
    /// @param error such as `MissingAuthenticationTokenException`
    static Refusal credentials(String error, String text) {
        boolean incomplete = error.startsWith("Incomplete");
        String code =
                error.endsWith(SUFFIX)
                        ? error.substring(0, error.length() - SUFFIX.length())
                        : error;
        return new Refusal(incomplete ? 400 : 403, code, FRAMEWORK + error, text);
    }

    private static Refusal modelled(String code, String shape, String text) {
        return new Refusal(400, code, MODEL + shape, text);
    }

    /// HTTP status code.
    int status() {
        return status;
    }

    /// Name in the query protocol.
    String code() {
        return code;
    }

    /// Name in the other protocols, absolute.
    String type() {
        return type;
    }

    String text() {
        return text;
    }

    /// Whose fault it is, in the query protocol's words.
    String fault() {
        return status < 500 ? "Sender" : "Receiver";
    }
}
