package io.millrace.stream;

/// Reads the counters.
final class StatsReader {
    private final Catalogue catalogue;
    private final StreamMachine machine;
    private final Meters meters;
    private final CallRates rates;
    private final ConsumerMeters consumers;

    StatsReader(
            Catalogue catalogue,
            StreamMachine machine,
            Meters meters,
            CallRates rates,
            ConsumerMeters consumers) {
        this.catalogue = catalogue;
        this.machine = machine;
        this.meters = meters;
        this.rates = rates;
        this.consumers = consumers;
    }

    StreamStats read() {
        int streams = 0;
        int openShards = 0;
        for (StreamRow row : catalogue.all()) {
            streams++;
            openShards += row.shards().openCount();
        }
        return new StreamStats(
                streams,
                openShards,
                machine.applied(),
                rates.throttled(),
                consumers.throttledCalls(),
                consumers.delayedEvents(),
                meters.stats(catalogue));
    }
}
