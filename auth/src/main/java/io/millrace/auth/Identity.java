package io.millrace.auth;

/// What {@link Authenticator} finds out about a request.
public sealed interface Identity {
    /// The credentials are in order.
    record Known(Caller caller) implements Identity {}

    /// They are not.
    ///
    /// @param error name of the error on the wire
    /// @param message text for the client
    record Refused(String error, String message) implements Identity {}
}
