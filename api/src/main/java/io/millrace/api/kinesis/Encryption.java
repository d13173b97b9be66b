package io.millrace.api.kinesis;

import io.millrace.stream.StreamEngine;
import io.millrace.stream.StreamKey;
import io.millrace.wire.Structure;
import io.millrace.wire.Values;
import java.util.regex.Pattern;

/// What Start- and StopStreamEncryption have in common.
final class Encryption {
    /// A key's id, its ARN, an alias' ARN or its name. What names a key in none of these ways is no
    /// key of any account.
    private static final Pattern KEY =
            Pattern.compile(
                    "(arn:aws[-a-z]*:kms:[-a-z0-9]+:\\d{12}:key/)?"
                            + "(mrk-[0-9a-f]{32}|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})"
                            + "|(arn:aws[-a-z]*:kms:[-a-z0-9]+:\\d{12}:)?alias/[a-zA-Z0-9/_-]+");

    private Encryption() {}

    static Structure input(String name) {
        return StreamAddress.byNameOrArn(
                Structure.of(name)
                        .required("EncryptionType", ModelShapes.ENCRYPTION_TYPE)
                        .required("KeyId", ModelShapes.KEY_ID));
    }

    /// Refuses the one type that says nothing.
    static void requireType(Values input) {
        if (!input.text("EncryptionType").equals("KMS")) {
            throw Refusal.invalidArgument("EncryptionType must be KMS.");
        }
    }

    /// The key to encrypt with. Only a call on a stream that is there gets as far as its key.
    static String keyId(StreamEngine engine, StreamKey stream, Values input) {
        var _ = engine.describe(stream);
        String keyId = input.text("KeyId");
        if (!KEY.matcher(keyId).matches()) {
            throw new Refusal("KMSNotFoundException", "Invalid keyId " + keyId);
        }
        return keyId;
    }
}
