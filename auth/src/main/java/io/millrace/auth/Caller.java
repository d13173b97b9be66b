package io.millrace.auth;

/// Whose request it is, by its credentials.
///
/// @param account 12 digits; they keep accounts apart
/// @param region region of the signing scope, such as `us-east-1`
/// @param accessKeyId as signed with
public record Caller(String account, String region, String accessKeyId) {
    private static final String NO_ACCOUNT = "000000000000";

    /// An access key id of 12 digits is an account; all others share account 000000000000.
    static Caller of(String accessKeyId, String region) {
        boolean account =
                accessKeyId.length() == NO_ACCOUNT.length()
                        && accessKeyId.chars().allMatch(c -> c >= '0' && c <= '9');
        return new Caller(account ? accessKeyId : NO_ACCOUNT, region, accessKeyId);
    }
}
