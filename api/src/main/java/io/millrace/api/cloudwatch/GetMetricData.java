package io.millrace.api.cloudwatch;

import io.millrace.api.protocol.Operation;
import io.millrace.auth.Caller;
import io.millrace.metric.Datapoint;
import io.millrace.metric.MetricStore;
import io.millrace.wire.Output;
import io.millrace.wire.Shape;
import io.millrace.wire.Structure;
import io.millrace.wire.Values;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// GetMetricData: statistics of several metrics by period, in pages. Periods begin at whole
/// multiples of their length since 1970.
final class GetMetricData implements Operation {
    private static final int MAX_QUERIES = 500;
    private static final int MAX_POINTS = 100_800;

    private static final Structure INPUT =
            Structure.of("GetMetricDataInput")
                    .optional("MetricDataQueries", MetricQuery.SHAPE)
                    .optional("StartTime", Shape.moment())
                    .optional("EndTime", Shape.moment())
                    .optional("NextToken", Shape.text())
                    .optional("ScanBy", Shape.oneOf("TimestampDescending", "TimestampAscending"))
                    .optional("MaxDatapoints", Shape.integer())
                    .optional(
                            "LabelOptions",
                            Structure.of("LabelOptions").optional("Timezone", Shape.text()));

    private final MetricStore store;

    GetMetricData(MetricStore store) {
        this.store = store;
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public void answer(Caller caller, Values input, Output output) {
        List<MetricQuery> queries = queries(caller, input);
        long start = moment(input, "StartTime");
        long end = moment(input, "EndTime");
        if (start == end) {
            throw Refusal.validation("The parameter StartTime must not equal parameter EndTime.");
        }
        if (start > end) {
            throw Refusal.validation("The parameter EndTime must be greater than StartTime.");
        }
        int room = room(input);
        boolean ascending = "TimestampAscending".equals(input.textOrNull("ScanBy"));
        String token = input.textOrNull("NextToken");
        DataToken from = token == null ? DataToken.START : DataToken.read(token);
        DataToken next = null;
        output.name("MetricDataResults").beginList();
        for (int i = from.query(); i < queries.size() && next == null; i++) {
            MetricQuery query = queries.get(i);
            if (query.returned()) {
                DataToken past = i == from.query() ? from : DataToken.START;
                List<Datapoint> points = new ArrayList<>(query.read(store, start, end, ascending));
                points.removeIf(point -> past.isPast(point.startMillis(), ascending));
                int taken = Math.min(room, points.size());
                next = after(i, past, points, taken);
                write(output, query, points.subList(0, taken), next == null);
                room -= taken;
            }
        }
        output.endList();
        if (next != null) {
            output.text("NextToken", next.write());
        }
        output.name("Messages").beginList().endList();
    }

    /// Where the next page goes on; null if all points of the query are taken.
    private static @Nullable DataToken after(
            int query, DataToken past, List<Datapoint> points, int taken) {
        if (taken == points.size()) {
            return null;
        }
        return taken == 0
                ? new DataToken(query, past.lastMillis())
                : new DataToken(query, points.get(taken - 1).startMillis());
    }

    private static void write(
            Output output, MetricQuery query, List<Datapoint> points, boolean complete) {
        output.beginStructure().text("Id", query.id()).text("Label", query.label());
        output.name("Timestamps").beginList();
        points.forEach(point -> output.moment(point.startMillis()));
        output.endList().name("Values").beginList();
        points.forEach(point -> output.real(query.statistic().of(point.statistics())));
        output.endList().text("StatusCode", complete ? "Complete" : "PartialData").endStructure();
    }

    private static List<MetricQuery> queries(Caller caller, Values input) {
        List<Values> given = input.structures("MetricDataQueries");
        if (given.isEmpty()) {
            throw Refusal.validation("The parameter MetricDataQueries is required.");
        }
        if (given.size() > MAX_QUERIES) {
            throw Refusal.validation(
                    "The collection MetricDataQueries must not have a size greater than "
                            + MAX_QUERIES
                            + ".");
        }
        List<MetricQuery> queries = new ArrayList<>(given.size());
        Set<String> ids = new HashSet<>();
        for (Values each : given) {
            MetricQuery query = MetricQuery.of(caller, each, queries.size() + 1);
            if (!ids.add(query.id())) {
                throw Refusal.validation(
                        "The values for parameter Id in MetricDataQueries are not unique.");
            }
            queries.add(query);
        }
        return queries;
    }

    private static int room(Values input) {
        int room = input.integerOr("MaxDatapoints", MAX_POINTS);
        if (room < 1 || room > MAX_POINTS) {
            throw Refusal.validation(
                    "The value "
                            + room
                            + " for parameter MaxDatapoints must be between 1 and "
                            + MAX_POINTS
                            + ".");
        }
        return room;
    }

    private static long moment(Values input, String member) {
        Long millis = input.numberOrNull(member);
        if (millis == null) {
            throw Refusal.validation("The parameter " + member + " is required.");
        }
        return MetricShapes.moment(millis);
    }
}
