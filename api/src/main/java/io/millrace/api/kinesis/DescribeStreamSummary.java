package io.millrace.api.kinesis;

import io.millrace.stream.StreamEngine;
import io.millrace.stream.StreamMode;
import io.millrace.stream.StreamView;
import io.millrace.stream.WarmThroughput;
import io.millrace.wire.Output;
import io.millrace.wire.Structure;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/// DescribeStreamSummary: a stream without its shards.
///
/// `StreamId` is never sent: clients that see one send what follows to AWS itself.
final class DescribeStreamSummary implements Operation {
    private static final Structure INPUT =
            StreamAddress.byNameOrArn(Structure.of("DescribeStreamSummaryInput"));

    private final StreamEngine engine;

    DescribeStreamSummary(StreamEngine engine) {
        this.engine = engine;
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public CompletionStage<ByteBuffer> answer(Call call) {
        StreamView stream = engine.describe(call.stream());
        Output output = call.reply();
        output.name("StreamDescriptionSummary").beginStructure();
        Members.stream(output, stream);
        Members.settings(output, stream);
        output.number("OpenShardCount", stream.openShards())
                .number("ConsumerCount", stream.consumerCount());
        WarmThroughput warm = stream.warm();
        if (warm != null) {
            Members.warmThroughput(output, warm);
        }
        output.number("MaxRecordSizeInKiB", stream.maxRecordKib()).number("ChannelCount", 0);
        if (stream.mode() == StreamMode.ON_DEMAND) {
            output.text("RecordDistributionStrategy", stream.distribution().name());
        }
        return Call.done(output.endStructure());
    }
}
