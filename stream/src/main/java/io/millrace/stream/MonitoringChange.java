package io.millrace.stream;

import java.util.Set;

/// Answer of EnableEnhancedMonitoring and DisableEnhancedMonitoring.
///
/// @param current metrics that were on before, in the order of the enumeration
/// @param desired metrics that are on afterwards, in the same order
public record MonitoringChange(Set<ShardMetric> current, Set<ShardMetric> desired) {}
