package io.millrace.api.kinesis;

import io.millrace.stream.MonitoringChange;
import io.millrace.stream.ShardMetric;
import io.millrace.stream.StreamEngine;
import io.millrace.stream.StreamKey;
import io.millrace.wire.Output;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/// What Enable- and DisableEnhancedMonitoring have in common.
final class Monitoring {
    private Monitoring() {}

    static CompletionStage<ByteBuffer> answer(StreamEngine engine, Call call, boolean enable) {
        StreamKey stream = call.stream();
        MonitoringChange change = engine.monitor(stream, metrics(call), enable);
        Output output = call.reply().text("StreamName", stream.name());
        Members.metrics(output, "CurrentShardLevelMetrics", change.current());
        Members.metrics(output, "DesiredShardLevelMetrics", change.desired());
        return Call.done(output.text("StreamARN", stream.arn()));
    }

    /// `ALL` stands for all others, in the answer too.
    private static Set<ShardMetric> metrics(Call call) {
        Set<ShardMetric> metrics = EnumSet.noneOf(ShardMetric.class);
        for (String name : call.input().texts("ShardLevelMetrics")) {
            for (ShardMetric metric : ShardMetric.values()) {
                if (name.equals("ALL") || name.equals(metric.awsName())) {
                    metrics.add(metric);
                }
            }
        }
        return metrics;
    }
}
