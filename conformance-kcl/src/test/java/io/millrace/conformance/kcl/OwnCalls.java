package io.millrace.conformance.kcl;

import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/// Counts the answers the suite's own clients got, by operation, so that they are not taken for
/// those of the library that is looked at. Safe for many threads.
public final class OwnCalls implements ExecutionInterceptor {
    private final Map<String, Long> counts = new TreeMap<>();

    @Override
    public synchronized void afterTransmission(
            Context.AfterTransmission context, ExecutionAttributes attributes) {
        String operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
        counts.merge(String.valueOf(operation), 1L, Long::sum);
    }

    /// Answers by operation so far.
    public synchronized Map<String, Long> counts() {
        return new TreeMap<>(counts);
    }
}
