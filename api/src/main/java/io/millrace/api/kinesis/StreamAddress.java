package io.millrace.api.kinesis;

import io.millrace.auth.Caller;
import io.millrace.stream.StreamError;
import io.millrace.stream.StreamException;
import io.millrace.stream.StreamKey;
import io.millrace.wire.Structure;
import io.millrace.wire.Values;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How a request names a stream: by name in the caller's account and region, by ARN, or both.
final class StreamAddress {
    private static final Pattern ARN =
            Pattern.compile("arn:aws[^:]*:kinesis:([^:]*):(\\d{12}):stream/(\\S+)");

    private StreamAddress() {}

    /// The structure with the three members that name a stream.
    static Structure byNameOrArn(Structure input) {
        return byArn(input.optional("StreamName", ModelShapes.STREAM_NAME));
    }

    /// The structure with the two members that name a stream beside its name. `StreamId` is
    /// reserved by AWS: accepted and never looked at.
    static Structure byArn(Structure input) {
        return input.optional("StreamARN", ModelShapes.STREAM_ARN)
                .optional("StreamId", ModelShapes.STREAM_ID);
    }

    /// The structure with the two members that name a stream where only its ARN does.
    static Structure requiredArn(Structure input) {
        return input.required("StreamARN", ModelShapes.STREAM_ARN)
                .optional("StreamId", ModelShapes.STREAM_ID);
    }

    /// The stream a request names by ARN, which must be there though the model does not say so.
    static StreamKey requireArn(Caller caller, Values input) {
        StreamKey located = fromArn(caller, input);
        if (located == null) {
            throw Refusal.invalidArgument("StreamARN should be provided.");
        }
        return located;
    }

    /// The stream a request names; refused when it names none or two.
    static StreamKey require(Caller caller, Values input) {
        StreamKey located = fromArn(caller, input);
        String name = input.textOrNull("StreamName");
        if (name == null) {
            if (located == null) {
                throw Refusal.invalidArgument("Either StreamName or StreamARN should be provided.");
            }
            return located;
        }
        StreamKey named = new StreamKey(caller.account(), caller.region(), name);
        if (located != null && !located.equals(named)) {
            throw Refusal.invalidArgument(
                    "StreamName and StreamARN do not name the same stream. StreamName: "
                            + name
                            + ", StreamARN: "
                            + input.text("StreamARN"));
        }
        return named;
    }

    /// The stream its ARN names, null without one. A stream of another account or region is not
    /// found, whether it exists or not.
    static @Nullable StreamKey fromArn(Caller caller, Values input) {
        String arn = input.textOrNull("StreamARN");
        if (arn == null) {
            return null;
        }
        Matcher parts = ARN.matcher(arn);
        if (!parts.matches()) {
            throw Refusal.invalidArgument("Invalid StreamARN: " + arn);
        }
        StreamKey key = new StreamKey(parts.group(2), parts.group(1), parts.group(3));
        if (!key.account().equals(caller.account()) || !key.region().equals(caller.region())) {
            throw notFound(key);
        }
        return key;
    }

    static StreamException notFound(StreamKey key) {
        return new StreamException(
                StreamError.RESOURCE_NOT_FOUND,
                "Stream " + key.name() + " under account " + key.account() + " not found.");
    }
}
