package io.millrace.api.kinesis;

import io.millrace.auth.Caller;
import io.millrace.stream.ConsumerName;
import io.millrace.stream.ResourceKey;
import io.millrace.stream.StreamError;
import io.millrace.stream.StreamException;
import io.millrace.stream.StreamKey;
import io.millrace.wire.Structure;
import io.millrace.wire.Values;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How a request names a stream or a consumer by one ARN, `ResourceARN` or `ConsumerARN`. The ARN
/// of a channel is understood, and none is there.
final class ResourceAddress {
    private static final Pattern ARN =
            Pattern.compile(
                    "arn:aws[^:]*:kinesis:([^:]*):(\\d{12}):"
                            + "(?:channel/(\\S+)|stream/([^/\\s]+)(?:/consumer/([^/:\\s]+):(\\d+))?)");

    /// Longer numbers of seconds are no consumer's.
    private static final int MAX_SECONDS_DIGITS = 18;

    private ResourceAddress() {}

    /// The structure with the two members that name a resource.
    static Structure byArn(Structure input) {
        return input.required("ResourceARN", ModelShapes.RESOURCE_ARN)
                .optional("StreamId", ModelShapes.STREAM_ID);
    }

    /// The stream or consumer that `ResourceARN` names.
    static ResourceKey require(Caller caller, Values input) {
        return parse(caller, "ResourceARN", input.text("ResourceARN"));
    }

    /// The stream or consumer an ARN names. What belongs to another account or region is not found,
    /// whether it exists or not.
    ///
    /// @param member for the error text
    static ResourceKey parse(Caller caller, String member, String arn) {
        Matcher parts = ARN.matcher(arn);
        if (!parts.matches()) {
            throw Refusal.invalidArgument("Invalid " + member + ": " + arn);
        }
        String account = parts.group(2);
        if (parts.group(3) != null) {
            throw noChannel(account, parts.group(3));
        }
        StreamKey stream = new StreamKey(account, parts.group(1), parts.group(4));
        boolean foreign =
                !account.equals(caller.account()) || !stream.region().equals(caller.region());
        String consumer = parts.group(5);
        if (consumer == null) {
            if (foreign) {
                throw StreamAddress.notFound(stream);
            }
            return ResourceKey.of(stream);
        }
        if (foreign || parts.group(6).length() > MAX_SECONDS_DIGITS) {
            throw notFound("Consumer " + consumer + ", account " + account + " not found.");
        }
        return new ResourceKey(stream, new ConsumerName(consumer, Long.parseLong(parts.group(6))));
    }

    /// The refusal of a channel that is not there, as none is.
    static StreamException noChannel(String account, String id) {
        return notFound("Channel " + id + " under account " + account + " not found.");
    }

    /// The same for the ARN of a channel.
    static StreamException noChannel(String arn) {
        Matcher parts = ARN.matcher(arn);
        if (!parts.matches() || parts.group(3) == null) {
            throw Refusal.invalidArgument("Invalid ChannelARN: " + arn);
        }
        return noChannel(parts.group(2), parts.group(3));
    }

    private static StreamException notFound(String text) {
        return new StreamException(StreamError.RESOURCE_NOT_FOUND, text);
    }
}
