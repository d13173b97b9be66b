package io.millrace.api.cloudwatch;

import io.millrace.auth.Caller;
import io.millrace.metric.Dimension;
import io.millrace.metric.MetricKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// Where a page of ListMetrics ended: the metric it ended with, so that metrics that come and go
/// meanwhile do not shift the next page.
final class ListToken {
    private static final String SEPARATOR = "\0";

    private ListToken() {}

    static String write(MetricKey last) {
        List<String> parts = new ArrayList<>(List.of(last.namespace(), last.name()));
        for (Dimension dimension : last.dimensions()) {
            parts.add(dimension.name());
            parts.add(dimension.value());
        }
        byte[] plain = String.join(SEPARATOR, parts).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().encodeToString(plain);
    }

    static MetricKey read(Caller caller, String token) {
        try {
            byte[] plain = Base64.getUrlDecoder().decode(token);
            String[] parts = new String(plain, StandardCharsets.UTF_8).split(SEPARATOR, -1);
            if (parts.length >= 2 && parts.length % 2 == 0) {
                List<Dimension> dimensions = new ArrayList<>();
                for (int i = 2; i < parts.length; i += 2) {
                    dimensions.add(new Dimension(parts[i], parts[i + 1]));
                }
                return new MetricKey(
                        caller.account(), caller.region(), parts[0], parts[1], dimensions);
            }
        } catch (IllegalArgumentException notBase64) {
            // Said below.
        }
        throw Refusal.invalidValue("The parameter NextToken is invalid.");
    }
}
