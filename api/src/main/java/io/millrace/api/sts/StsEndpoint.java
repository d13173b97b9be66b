package io.millrace.api.sts;

import io.millrace.api.Endpoint;
import io.millrace.api.Reply;
import io.millrace.api.Request;
import io.millrace.api.protocol.ProtocolEndpoint;
import io.millrace.api.protocol.ServiceNames;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;

/// STS as far as programs without roles need it. Thread-safe.
public final class StsEndpoint implements Endpoint {
    /// What stands before the dot in `X-Amz-Target`, and in the path of rpc-v2-cbor.
    public static final String TARGET = "AWSSecurityTokenServiceV20110615";

    /// Version of the query protocol.
    public static final String VERSION = "2011-06-15";

    /// Name in signing scopes.
    public static final String SCOPE = "sts";

    private static final ServiceNames NAMES =
            new ServiceNames(
                    TARGET,
                    VERSION,
                    SCOPE,
                    "https://sts.amazonaws.com/doc/2011-06-15/",
                    "com.amazonaws.sts#");

    private final ProtocolEndpoint service;

    /// @param random for request ids, used by many threads at once
    public StsEndpoint(RandomGenerator random) {
        this.service = new ProtocolEndpoint(NAMES, List.of(new GetCallerIdentity()), random);
    }

    @Override
    public CompletionStage<Reply> handle(Request request) {
        return service.handle(request);
    }
}
