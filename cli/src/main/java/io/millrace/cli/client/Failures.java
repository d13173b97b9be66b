package io.millrace.cli.client;

import java.io.IOException;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.model.LimitExceededException;

/// Tells failures that pass from failures that stay, and puts both in words.
public final class Failures {
    private static final int SERVER_ERROR = 500;
    private static final int TOO_MANY = 429;

    /// Answers with status 400 that mean "later".
    private static final Set<String> PASSING =
            Set.of(
                    "ProvisionedThroughputExceededException",
                    "KMSThrottlingException",
                    "ThrottlingException",
                    "RequestExpired",
                    "RequestTimeout",
                    "ServiceUnavailable");

    private Failures() {}

    /// Whether the same request may succeed later: the service did not answer, was too busy, or
    /// broke.
    public static boolean passes(SdkException failure) {
        return switch (failure) {
            case LimitExceededException _ -> true;
            case AwsServiceException answer ->
                    answer.statusCode() >= SERVER_ERROR
                            || answer.statusCode() == TOO_MANY
                            || PASSING.contains(codeOf(answer));
            case SdkClientException unanswered ->
                    unanswered.retryable() || isCausedByTransport(unanswered);
            default -> false;
        };
    }

    private static boolean isCausedByTransport(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return true;
            }
        }
        return false;
    }

    /// One line for a user.
    public static String describe(SdkException failure) {
        if (failure instanceof AwsServiceException answer) {
            AwsErrorDetails details = answer.awsErrorDetails();
            String said = details == null ? null : details.errorMessage();
            return codeOf(answer) + (said == null || said.isEmpty() ? "" : ": " + said);
        }
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }

    /// The error's name, without the namespace that some services put before it.
    public static String codeOf(AwsServiceException answer) {
        AwsErrorDetails details = answer.awsErrorDetails();
        String code = details == null ? null : details.errorCode();
        return code == null ? "HTTP " + answer.statusCode() : code;
    }
}
