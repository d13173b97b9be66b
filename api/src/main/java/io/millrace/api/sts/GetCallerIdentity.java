package io.millrace.api.sts;

import io.millrace.api.protocol.Operation;
import io.millrace.auth.Caller;
import io.millrace.wire.Output;
import io.millrace.wire.Structure;
import io.millrace.wire.Values;

/// GetCallerIdentity: the caller's account. There are no users in it yet, so every caller is its
/// root, whose user id is the account's.
final class GetCallerIdentity implements Operation {
    private static final Structure INPUT = Structure.of("GetCallerIdentityRequest");

    @Override
    public Structure input() {
        return INPUT;
    }

    @Override
    public void answer(Caller caller, Values input, Output output) {
        output.text("Arn", "arn:aws:iam::" + caller.account() + ":root")
                .text("UserId", caller.account())
                .text("Account", caller.account());
    }
}
