package io.millrace.stream;

/// What an account holds in a region.
///
/// @param openShards open shards of provisioned streams
/// @param onDemandStreams streams on demand
/// @param transitions streams CREATING or DELETING
record Usage(int openShards, int onDemandStreams, int transitions) {
    static Usage of(Catalogue catalogue, String account, String region) {
        int openShards = 0;
        int onDemandStreams = 0;
        int transitions = 0;
        for (StreamRow row : catalogue.within(account, region, "")) {
            if (row.mode() == StreamMode.ON_DEMAND) {
                onDemandStreams++;
            } else {
                openShards += row.shards().openCount();
            }
            switch (row.status()) {
                case CREATING, DELETING -> transitions++;
                case ACTIVE, UPDATING -> {}
            }
        }
        return new Usage(openShards, onDemandStreams, transitions);
    }
}
