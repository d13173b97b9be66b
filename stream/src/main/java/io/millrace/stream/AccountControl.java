package io.millrace.stream;

/// The operations on an account's settings.
final class AccountControl {
    AccountSettings settings(String account, String region) {
        throw new StreamException(StreamError.INTERNAL_FAILURE, Faults.TEXT);
    }

    AccountSettings update(String account, String region, boolean enabled) {
        throw new StreamException(StreamError.INTERNAL_FAILURE, Faults.TEXT);
    }
}
