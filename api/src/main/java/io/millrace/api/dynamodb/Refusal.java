package io.millrace.api.dynamodb;

import io.millrace.wire.Output;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A call is refused: the error as it stands on the wire.
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final String MODEL = "com.amazonaws.dynamodb.v20120810#";
    private static final String FRAMEWORK = "com.amazon.coral.service#";
    private static final String VALIDATION = "com.amazon.coral.validate#ValidationException";
    private static final String SERIALIZATION = FRAMEWORK + "SerializationException";
    private static final String MESSAGE = "message";

    /// How errors of types and of transactions spell it.
    private static final String CAPITAL_MESSAGE = "Message";

    private final int status;
    private final String type;
    private final String textMember;
    private final @Nullable String text;
    private final transient Consumer<Output> details;

    private Refusal(
            int status,
            String type,
            String textMember,
            @Nullable String text,
            Consumer<Output> details) {
        // The client's mistake: no stack trace.
        super(text, null, false, false);
        this.status = status;
        this.type = type;
        this.textMember = textMember;
        this.text = text;
        this.details = details;
    }

    static Refusal validation(String text) {
        return new Refusal(400, VALIDATION, MESSAGE, text, Refusal::nothing);
    }

    /// What is said of a parameter that has the right form and the wrong content.
    static Refusal invalid(String text) {
        return validation("One or more parameter values were invalid: " + text);
    }

    /// An error of the service model.
    ///
    /// @param error its name, such as `ResourceNotFoundException`
    static Refusal modelled(String error, String text) {
        return new Refusal(400, MODEL + error, MESSAGE, text, Refusal::nothing);
    }

    /// An error of the service model that says more than a text.
    ///
    /// @param details writes the members that tell it
    static Refusal modelled(String error, String text, Consumer<Output> details) {
        return new Refusal(400, MODEL + error, MESSAGE, text, details);
    }

    /// The error of a transaction that was not done.
    ///
    /// @param reasons writes the member that tells why
    static Refusal cancelled(String text, Consumer<Output> reasons) {
        return new Refusal(
                400, MODEL + "TransactionCanceledException", CAPITAL_MESSAGE, text, reasons);
    }

    static Refusal internal(String text) {
        return new Refusal(500, MODEL + "InternalServerError", MESSAGE, text, Refusal::nothing);
    }

    /// A body that is not what it claims to be.
    static Refusal malformed() {
        return new Refusal(400, SERIALIZATION, MESSAGE, null, Refusal::nothing);
    }

    /// A member of the wrong type.
    static Refusal mistyped(String text) {
        return new Refusal(400, SERIALIZATION, CAPITAL_MESSAGE, text, Refusal::nothing);
    }

    /// @param known names of the operations there are
    static Refusal unknownOperation(String name, String known) {
        return new Refusal(
                400,
                FRAMEWORK + "UnknownOperationException",
                MESSAGE,
                "This server does not have the operation " + name + ". It has: " + known + ".",
                Refusal::nothing);
    }

    /// What is wrong with the credentials.
    ///
    /// @param error such as `MissingAuthenticationTokenException`
    static Refusal credentials(String error, String text) {
        return new Refusal(400, FRAMEWORK + error, MESSAGE, text, Refusal::nothing);
    }

    private static void nothing(Output output) {}

    /// HTTP status code.
    int status() {
        return status;
    }

    /// Writes the members of the error.
    void write(Output output) {
        output.text("__type", type);
        details.accept(output);
        if (text != null) {
            output.text(textMember, text);
        }
    }
}
