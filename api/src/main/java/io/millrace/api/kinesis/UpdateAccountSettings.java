package io.millrace.api.kinesis;

import io.millrace.auth.Caller;
import io.millrace.stream.StreamEngine;
import io.millrace.wire.Output;
import io.millrace.wire.Shape;
import io.millrace.wire.Structure;
import io.millrace.wire.Values;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/// UpdateAccountSettings: begins or ends the commitment to pay for a least throughput.
final class UpdateAccountSettings implements Operation {
    private static final Structure INPUT =
            Structure.of("UpdateAccountSettingsInput")
                    .required(
                            "MinimumThroughputBillingCommitment",
                            Structure.of("MinimumThroughputBillingCommitmentInput")
                                    .required("Status", Shape.oneOf("ENABLED", "DISABLED")));

    private final StreamEngine engine;

    UpdateAccountSettings(StreamEngine engine) {
        this.engine = engine;
    }

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public CompletionStage<ByteBuffer> answer(Call call) {
        Values wanted = call.input().structure("MinimumThroughputBillingCommitment");
        Caller caller = call.caller();
        boolean enabled = wanted.text("Status").equals("ENABLED");
        Output output = call.reply();
        Members.commitment(
                output, engine.updateAccountSettings(caller.account(), caller.region(), enabled));
        return Call.done(output);
    }
}
