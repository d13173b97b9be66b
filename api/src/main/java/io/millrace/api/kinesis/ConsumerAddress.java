package io.millrace.api.kinesis;

import io.millrace.auth.Caller;
import io.millrace.stream.ConsumerName;
import io.millrace.stream.ConsumerSelector;
import io.millrace.stream.ResourceKey;
import io.millrace.stream.StreamKey;
import io.millrace.wire.Structure;
import io.millrace.wire.Values;

/// How a request names a consumer: by its ARN, by name and its stream's ARN, or by all three.
///
/// @param stream whose consumer it is
/// @param consumer which one of that stream
record ConsumerAddress(StreamKey stream, ConsumerSelector consumer) {
    private static final String INCOMPLETE =
            "Both streamARN and consumer name must be provided if consumerARN is not provied.";

    /// The structure with the members that name a consumer.
    static Structure with(Structure input) {
        return StreamAddress.byArn(
                input.optional("ConsumerName", ModelShapes.CONSUMER_NAME)
                        .optional("ConsumerARN", ModelShapes.CONSUMER_ARN));
    }

    /// The consumer a request names; refused when it names none or two.
    static ConsumerAddress require(Caller caller, Values input) {
        StreamKey stream = StreamAddress.fromArn(caller, input);
        String name = input.textOrNull("ConsumerName");
        String arn = input.textOrNull("ConsumerARN");
        if (arn == null) {
            if (stream == null || name == null) {
                throw Refusal.invalidArgument(INCOMPLETE);
            }
            return new ConsumerAddress(stream, new ConsumerSelector(name, null));
        }
        ConsumerAddress located = of(caller, arn);
        if (stream != null && !stream.equals(located.stream)) {
            throw disagreement("StreamARN", input.text("StreamARN"), arn);
        }
        if (name != null && !name.equals(located.consumer.name())) {
            throw disagreement("ConsumerName", name, arn);
        }
        return located;
    }

    /// The consumer an ARN names.
    static ConsumerAddress of(Caller caller, String arn) {
        ResourceKey key = ResourceAddress.parse(caller, "ConsumerARN", arn);
        ConsumerName consumer = key.consumer();
        if (consumer == null) {
            throw Refusal.invalidArgument("Invalid ConsumerARN: " + arn);
        }
        return new ConsumerAddress(key.stream(), ConsumerSelector.of(consumer));
    }

    private static Refusal disagreement(String member, String value, String arn) {
        return Refusal.invalidArgument(
                member
                        + " and ConsumerARN do not name the same consumer. "
                        + member
                        + ": "
                        + value
                        + ", ConsumerARN: "
                        + arn);
    }
}
