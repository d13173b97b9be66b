package io.millrace.api.kinesis;

import io.millrace.auth.Caller;
import io.millrace.stream.StreamEngine;
import io.millrace.wire.Output;
import io.millrace.wire.Structure;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/// DescribeAccountSettings: what the caller's account is committed to pay for at least.
final class DescribeAccountSettings implements Operation {
    private static final Structure INPUT = Structure.of("DescribeAccountSettingsInput");

    private final StreamEngine engine;

    DescribeAccountSettings(StreamEngine engine) {
        this.engine = engine;
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public CompletionStage<ByteBuffer> answer(Call call) {
        Caller caller = call.caller();
        Output output = call.reply();
        Members.commitment(output, engine.accountSettings(caller.account(), caller.region()));
        return Call.done(output);
    }
}
