package io.millrace.cli.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/// The outcome of a measurement: one line for programs, a table for people.
final class BenchResult {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double MEGABYTE = 1e6;

    private final Map<String, Object> members = new LinkedHashMap<>();

    /// @param mode what was measured
    /// @param seconds how long
    /// @param latencies of each request, or of each record, in nanoseconds
    BenchResult(String mode, BenchPlan plan, Meter meter, double seconds, Histogram latencies) {
        members.put("mode", mode);
        members.put("format", plan.format().label());
        members.put("records_per_second", rounded(meter.records() / seconds, 1));
        members.put("megabytes_per_second", rounded(meter.bytes() / MEGABYTE / seconds, 2));
        percentiles("", latencies);
        members.put("errors", meter.errors());
        members.put("records", meter.records());
        members.put("seconds", rounded(seconds, 3));
        members.put("shards", plan.shards());
        members.put("record_bytes", plan.recordBytes());
        members.put("batch", plan.batch());
        members.put("connections", plan.connections());
    }

    /// Adds percentiles of another kind.
    ///
    /// @param prefix of the members' names
    BenchResult percentiles(String prefix, Histogram latencies) {
        members.put(prefix + "p50_ms", millis(latencies, 50));
        members.put(prefix + "p99_ms", millis(latencies, 99));
        members.put(prefix + "p999_ms", millis(latencies, 99.9));
        members.put(prefix + "max_ms", rounded(latencies.getMaxValue() / NANOS_PER_MILLI, 3));
        return this;
    }

    /// Adds how many processors the load generator used.
    BenchResult processors(double count) {
        members.put("client_processors", rounded(count, 2));
        return this;
    }

    /// Adds what a limit let pass.
    void limit(Throttling limit) {
        members.put(limit.name() + "_offered", limit.offered());
        members.put(limit.name() + "_accepted", limit.accepted());
        members.put(limit.name() + "_allowed", Math.round(limit.allowed()));
        members.put(limit.name() + "_percent", rounded(limit.percent(), 2));
    }

    /// Adds what the full read came to.
    BenchResult verdict(Ledger.Verdict verdict) {
        members.put("verified", verdict.holds());
        members.put("acknowledged", verdict.acknowledged());
        members.put("missing", verdict.missing());
        members.put("duplicates", verdict.duplicates());
        members.put("damaged", verdict.damaged());
        members.put("misplaced", verdict.misplaced());
        members.put("stored_unacknowledged", verdict.unacknowledged());
        return this;
    }

    private static double millis(Histogram latencies, double percentile) {
        return rounded(latencies.getValueAtPercentile(percentile) / NANOS_PER_MILLI, 3);
    }

    private static double rounded(double value, int digits) {
        double scale = Math.pow(10, digits);
        return Math.round(value * scale) / scale;
    }

    /// One JSON object on one line.
    String json() {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
            out.writeStartObject();
            for (Map.Entry<String, Object> member : members.entrySet()) {
                out.writeFieldName(member.getKey());
                write(out, member.getValue());
            }
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator out, Object value) throws IOException {
        switch (value) {
            case Boolean truth -> out.writeBoolean(truth);
            case Integer number -> out.writeNumber(number);
            case Long number -> out.writeNumber(number);
            case Double number -> out.writeNumber(number);
            default -> out.writeString(value.toString());
        }
    }

    /// A line a member.
    String table() {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, Object> member : members.entrySet()) {
            String value =
                    switch (member.getValue()) {
                        case Integer number -> String.format(Locale.ROOT, "%,d", number);
                        case Long number -> String.format(Locale.ROOT, "%,d", number);
                        case Double number -> String.format(Locale.ROOT, "%,.3f", number);
                        default -> member.getValue().toString();
                    };
            text.append(String.format(Locale.ROOT, "  %-22s %15s%n", member.getKey(), value));
        }
        return text.toString();
    }
}
