package io.millrace.api.kinesis;

import io.millrace.stream.ConsumerView;
import io.millrace.stream.StreamEngine;
import io.millrace.wire.Output;
import io.millrace.wire.Structure;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/// DescribeStreamConsumer: a consumer, and the stream it reads.
final class DescribeStreamConsumer implements Operation {
    private static final Structure INPUT =
            ConsumerAddress.with(Structure.of("DescribeStreamConsumerInput"));

    private final StreamEngine engine;

    DescribeStreamConsumer(StreamEngine engine) {
        this.engine = engine;
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public CompletionStage<ByteBuffer> answer(Call call) {
        ConsumerAddress address = ConsumerAddress.require(call.caller(), call.input());
        ConsumerView consumer = engine.describeConsumer(address.stream(), address.consumer());
        Output output = call.reply();
        output.name("ConsumerDescription").beginStructure();
        Members.consumer(output, consumer);
        output.text("StreamARN", consumer.stream().arn());
        return Call.done(output.endStructure());
    }
}
