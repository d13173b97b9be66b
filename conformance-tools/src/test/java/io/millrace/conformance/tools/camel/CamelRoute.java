package io.millrace.conformance.tools.camel;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;

/// A route of Camel from one stream to another; a record keeps its partition key.
public final class CamelRoute extends RouteBuilder {
    private final String endpoint;
    private final String from;
    private final String to;

    private CamelRoute(String endpoint, String from, String to) {
        this.endpoint = endpoint;
        this.from = from;
        this.to = to;
    }

    /// Runs until it is killed.
    ///
    /// @param arguments the endpoint, the names of the streams
    public static void main(String[] arguments) throws Exception {
        Main main = new Main();
        main.configure().addRoutesBuilder(new CamelRoute(arguments[0], arguments[1], arguments[2]));
        main.run();
    }

    @Override
    public void configure() {
        String client =
                "?region=us-east-1&accessKey=AKIDEXAMPLE&secretKey=secret"
                        + "&overrideEndpoint=true&uriEndpointOverride="
                        + endpoint;
        // Its own default is one record a call, and two calls a second.
        String reads =
                "&iteratorType=TRIM_HORIZON&maxResultsPerRequest=1000&delay=100"
                        + "&shardMonitorInterval=500&shardClosed=ignore";
        from("aws2-kinesis:" + from + client + reads).to("aws2-kinesis:" + to + client);
    }
}
