package io.millrace.api.cloudwatch;

import io.millrace.api.Endpoint;
import io.millrace.api.Reply;
import io.millrace.api.Request;
import io.millrace.api.protocol.ProtocolEndpoint;
import io.millrace.api.protocol.ServiceNames;
import io.millrace.metric.MetricStore;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;

/// CloudWatch's metrics. Thread-safe.
public final class CloudWatchEndpoint implements Endpoint {
    /// What stands before the dot in `X-Amz-Target`, and in the path of rpc-v2-cbor.
    public static final String TARGET = "GraniteServiceVersion20100801";

    /// Version of the query protocol.
    public static final String VERSION = "2010-08-01";

    /// Name in signing scopes.
    public static final String SCOPE = "monitoring";

    private static final ServiceNames NAMES =
            new ServiceNames(
                    TARGET,
                    VERSION,
                    SCOPE,
                    "http://monitoring.amazonaws.com/doc/2010-08-01/",
                    Refusal.MODEL);

    private final ProtocolEndpoint service;

    /// An endpoint over a store.
    ///
    /// @param random for request ids, used by many threads at once
    public CloudWatchEndpoint(MetricStore store, InstantSource clock, RandomGenerator random) {
        this.service =
                new ProtocolEndpoint(
                        NAMES,
                        List.of(
                                new GetMetricData(store),
                                new GetMetricStatistics(store),
                                new ListMetrics(store, clock),
                                new PutMetricData(store, clock)),
                        random);
    }

    @Override
    public CompletionStage<Reply> handle(Request request) {
        return service.handle(request);
    }
}
