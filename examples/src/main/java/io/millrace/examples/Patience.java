package io.millrace.examples;

import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/// Makes a call again for as long as the service is away.
final class Patience {
    private static final System.Logger LOG = System.getLogger(Patience.class.getName());
    private static final long PAUSE_MILLIS = 500;
    private static final int SERVER_ERROR = 500;

    private Patience() {}

    /// The answer, which may take as long as the service is away.
    ///
    /// @throws AwsServiceException if the service refuses the call, which asking again cannot mend
    static <T> T await(Supplier<T> call) {
        while (true) {
            try {
                return call.get();
            } catch (SdkClientException e) {
                LOG.log(System.Logger.Level.WARNING, "no answer, asking again: " + e.getMessage());
            } catch (AwsServiceException e) {
                if (e.statusCode() < SERVER_ERROR && !e.isThrottlingException()) {
                    throw e;
                }
                LOG.log(System.Logger.Level.WARNING, "asking again: " + e.getMessage());
            }
            pause();
        }
    }

    /// Waits a moment before the next attempt.
    static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while it waited for a service", e);
        }
    }
}
