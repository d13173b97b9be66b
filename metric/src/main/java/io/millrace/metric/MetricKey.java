package io.millrace.metric;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/// Names a metric. Accounts and regions are kept apart. Ordered by account, region, namespace, name
/// and dimensions.
///
/// @param account 12 digits
/// @param namespace such as `AWS/Kinesis`
/// @param dimensions in any order; two keys with the same ones are equal
public record MetricKey(
        String account, String region, String namespace, String name, List<Dimension> dimensions)
        implements Comparable<MetricKey> {
    private static final Comparator<MetricKey> ORDER =
            Comparator.comparing(MetricKey::account)
                    .thenComparing(MetricKey::region)
                    .thenComparing(MetricKey::namespace)
                    .thenComparing(MetricKey::name)
                    .thenComparing(MetricKey::dimensions, MetricKey::compare);

    public MetricKey {
        dimensions = dimensions.stream().sorted().toList();
    }

    @Override
    public int compareTo(MetricKey other) {
        return ORDER.compare(this, other);
    }

    private static int compare(List<Dimension> left, List<Dimension> right) {
        Iterator<Dimension> others = right.iterator();
        for (Dimension dimension : left) {
            int order = others.hasNext() ? dimension.compareTo(others.next()) : 1;
            if (order != 0) {
                return order;
            }
        }
        return others.hasNext() ? -1 : 0;
    }
}
