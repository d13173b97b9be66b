package io.millrace.api.protocol;

/// A call is refused: the error by its two names, that of the query protocol and that of its shape.
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final String FRAMEWORK = "com.amazon.coral.service#";
    private static final String SUFFIX = "Exception";

    private final int status;
    private final String code;
    private final String type;
    private final String text;

    /// @param status of HTTP
    /// @param code name in the query protocol
    /// @param type name in the other protocols, absolute
    /// @param text for the client
    public Refused(int status, String code, String type, String text) {
        // The client's mistake: no stack trace.
        super(text, null, false, false);
        this.status = status;
        this.code = code;
        this.type = type;
        this.text = text;
    }

    static Refused validation(String text) {
        return new Refused(
                400, "ValidationError", "com.amazon.coral.validate#ValidationException", text);
    }

    static Refused internal(ServiceNames names) {
        return new Refused(
                500,
                "InternalServiceError",
                names.model() + "InternalServiceFault",
                "Internal failure");
    }

    /// @param known names of the operations there are
    static Refused unknownOperation(ServiceNames names, String name, String known) {
        return new Refused(
                400,
                "InvalidAction",
                FRAMEWORK + "UnknownOperationException",
                "Could not find operation "
                        + name
                        + " for version "
                        + names.version()
                        + ". This server has "
                        + known
                        + ".");
    }

    static Refused malformed(String text) {
        return new Refused(400, "MalformedInput", FRAMEWORK + "SerializationException", text);
    }

    static Refused tooLarge(int maxBytes) {
        return new Refused(
                413,
                "RequestEntityTooLarge",
                FRAMEWORK + "RequestEntityTooLargeException",
                "The request is larger than " + maxBytes + " bytes when decompressed.");
    }

    /// What is wrong with the credentials.
    ///
    /// @param error such as `MissingAuthenticationTokenException`
    static Refused credentials(String error, String text) {
        boolean incomplete = error.startsWith("Incomplete");
        String code =
                error.endsWith(SUFFIX)
                        ? error.substring(0, error.length() - SUFFIX.length())
                        : error;
        return new Refused(incomplete ? 400 : 403, code, FRAMEWORK + error, text);
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

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
