package io.millrace.cli.put;

import io.millrace.cli.client.Failures;
import io.millrace.cli.terminal.Failure;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;

/// Learns how large a record of a stream may be; the first contact with the service.
final class RecordLimit {
    /// What a stream takes unless it was set otherwise.
    static final int DEFAULT_BYTES = 1 << 20;

    private static final int KIB = 1024;

    private RecordLimit() {}

    /// Largest sum of data and key in bytes.
    ///
    /// @throws Failure if the stream does not exist or the service cannot be reached
    static int ask(KinesisClient client, String stream) {
        try {
            Integer kib =
                    client.describeStreamSummary(b -> b.streamName(stream))
                            .streamDescriptionSummary()
                            .maxRecordSizeInKiB();
            return kib == null ? DEFAULT_BYTES : kib * KIB;
        } catch (ResourceNotFoundException e) {
            throw new Failure(Failures.describe(e), e);
        } catch (AwsServiceException e) {
            // A producer may be allowed to put and nothing else, and older services do not know the
            // question: the records themselves will tell.
            return DEFAULT_BYTES;
        } catch (SdkException e) {
            throw new Failure("cannot reach the service: " + Failures.describe(e), e);
        }
    }
}
