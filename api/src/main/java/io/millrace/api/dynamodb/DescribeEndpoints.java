package io.millrace.api.dynamodb;

import io.millrace.wire.Output;
import io.millrace.wire.Structure;

/// DescribeEndpoints: where clients are to go, which is where they are.
final class DescribeEndpoints implements Operation {
    private static final Structure INPUT = Structure.of("DescribeEndpointsRequest");
    private static final long CACHE_MINUTES = 1440;

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public void answer(Call call, Output output) {
        output.name("Endpoints")
                .beginList()
                .beginStructure()
                .text("Address", call.host())
                .number("CachePeriodInMinutes", CACHE_MINUTES)
                .endStructure()
                .endList();
    }
}
