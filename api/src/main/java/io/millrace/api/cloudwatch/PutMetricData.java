package io.millrace.api.cloudwatch;

import io.millrace.api.protocol.Operation;
import io.millrace.auth.Caller;
import io.millrace.metric.MetricStore;
import io.millrace.wire.Output;
import io.millrace.wire.Shape;
import io.millrace.wire.Structure;
import io.millrace.wire.Values;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// PutMetricData: takes what programs measured of themselves, all of it or, with a word on the
/// first mistake, nothing. It is kept in memory, within the store's limits.
///
/// The entities to which data may be assigned are read and not kept: nothing here shows them.
final class PutMetricData implements Operation {
    private static final int MAX_DATA = 1_000;

    /// Namespaces that are the server's own.
    private static final String RESERVED = "AWS/";

    private static final Structure INPUT =
            Structure.of("PutMetricDataInput")
                    .optional("Namespace", MetricShapes.NAMESPACE)
                    .optional("MetricData", MetricDatum.SHAPE)
                    .optional(
                            "EntityMetricData",
                            Shape.list(
                                    Structure.of("EntityMetricData")
                                            .optional("MetricData", MetricDatum.SHAPE),
                                    0,
                                    Integer.MAX_VALUE))
                    .optional("StrictEntityValidation", Shape.flag());

    private final MetricStore store;
    private final InstantSource clock;

    PutMetricData(MetricStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public boolean hasOutput() {
        return false;
    }

    @Override
    public void answer(Caller caller, Values input, Output output) {
        String namespace = namespace(input);
        long now = clock.millis();
        List<MetricDatum> data = new ArrayList<>();
        read(caller, namespace, input, "MetricData.member.", now, data);
        int entities = 0;
        for (Values entity : input.structures("EntityMetricData")) {
            entities++;
            String path = "EntityMetricData.member." + entities + ".MetricData.member.";
            read(caller, namespace, entity, path, now, data);
        }
        if (data.isEmpty()) {
            throw Refusal.missing("MetricData");
        }
        data.forEach(datum -> store.put(datum.key(), now, datum.atMillis(), datum.set()));
    }

    private static String namespace(Values input) {
        String namespace = input.textOrNull("Namespace");
        if (namespace == null) {
            throw Refusal.missing("Namespace");
        }
        if (namespace.startsWith(RESERVED)) {
            throw Refusal.invalidValue(
                    "The value " + RESERVED + " for parameter Namespace is invalid.");
        }
        return namespace;
    }

    /// @param data to which is added what was read
    private static void read(
            Caller caller,
            String namespace,
            Values holder,
            String path,
            long nowMillis,
            List<MetricDatum> data) {
        List<Values> given = holder.structures("MetricData");
        if (data.size() + given.size() > MAX_DATA) {
            throw Refusal.invalidValue(
                    "The collection MetricData must not have a size greater than "
                            + MAX_DATA
                            + ".");
        }
        int number = 0;
        for (Values datum : given) {
            number++;
            data.add(MetricDatum.of(caller, namespace, datum, path + number + ".", nowMillis));
        }
    }
}
